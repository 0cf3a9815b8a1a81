import NIOCore
import NIOHTTP1

/// Writes the head of an HTTP/1.1 answer (RFC 9112 §4).
struct ResponseWriter {
    let id: String
    let date: String
    let isChunked: Bool
    /// `close`, or `keep-alive` for HTTP/1.0; nil when nothing need be said.
    let connection: StaticString?

    func write(_ response: Response, to buffer: inout ByteBuffer) {
        let fields = response.headers.withoutThoseOfMessages
        var head = GrowingBytes(capacity: fields.bytes.count + 256)
        head.put(literal: "HTTP/1.1 ")
        head.put(Int64(response.status.code))
        head.put(literal: " ")
        head.put(Self.reason(response.status))
        head.put(literal: "\r\n")
        fields.bytes.withUnsafeBytes { head.put($0) }
        if let length = response.contentLength {
            head.put(literal: "Content-Length: ")
            head.put(Int64(length))
            head.put(literal: "\r\n")
        }
        if isChunked { head.put(literal: "Transfer-Encoding: chunked\r\n") }
        if let connection {
            head.put(literal: "Connection: ")
            head.put(literal: connection)
            head.put(literal: "\r\n")
        }
        head.put(literal: "Date: ")
        head.put(date)
        head.put(literal: "\r\nX-Request-Id: ")
        head.put(id)
        head.put(literal: "\r\n\r\n")
        buffer.writeBytes(head.written)
    }

    private static func reason(_ status: HTTPResponseStatus) -> String {
        if case .ok = status { return "OK" }
        let reason = status.reasonPhrase
        if reason.utf8.allSatisfy(\.isFieldContent) { return reason }
        return String(decoding: reason.utf8.map { $0.isFieldContent ? $0 : 0x20 }, as: UTF8.self)
    }
}

extension GrowingBytes {
    fileprivate mutating func put(_ text: String) {
        text.utf8.span.withUnsafeBytes { put($0) }
    }
}

extension HeaderFields {
    /// Without the fields that only the HTTP layer may write, as they say what it does.
    var withoutThoseOfMessages: HeaderFields {
        let isOfMessage = bytes.withUnsafeBytes { bytes in
            lines.contains { Self.isOfMessage(UnsafeRawBufferPointer(rebasing: bytes[$0.nameRange])) }
        }
        guard isOfMessage else { return self }
        return HeaderFields(
            filter { field in !field.name.utf8.span.withUnsafeBytes(Self.isOfMessage) }.map { ($0.name, $0.value) })
    }

    private static func isOfMessage(_ name: UnsafeRawBufferPointer) -> Bool {
        switch name.count {
        case 4: name.isName("date")
        case 7: name.isName("upgrade") || name.isName("trailer")
        case 10: name.isName("connection") || name.isName("keep-alive")
        case 12: name.isName("x-request-id")
        case 14: name.isName("content-length")
        case 17: name.isName("transfer-encoding")
        default: false
        }
    }
}
