import NIOCore

/// Takes one request's body off a connection: so many bytes, or chunks until the last one.
struct BodyReader {
    private(set) var isComplete: Bool
    /// Bytes still to come, as far as `Content-Length` tells.
    private(set) var remaining: Int?
    private var chunks: ChunkReader?

    init(_ body: RequestControls.Body, limits: HTTPServer.Limits) {
        switch body {
        case .none:
            isComplete = true
        case .length(let length):
            isComplete = false
            remaining = length
        case .chunked:
            isComplete = false
            chunks = ChunkReader(limits: limits)
        }
    }

    /// Hands on the content that is at hand, piece by piece.
    mutating func read(
        _ buffer: inout ByteBuffer, _ content: (inout ByteBuffer) throws(HTTPFault) -> Void
    ) throws(HTTPFault) {
        if chunks != nil {
            while var piece = try chunks?.next(&buffer) { try content(&piece) }
            isComplete = chunks?.isComplete ?? true
        } else if let remaining, !isComplete, var piece = buffer.readSlice(length: min(remaining, buffer.readableBytes))
        {
            self.remaining = remaining - piece.readableBytes
            isComplete = self.remaining == 0
            try content(&piece)
        }
    }
}
