import NIOCore
import NIOHTTP1

extension Response {
    /// What can be sent as it is: an interim status cannot be an answer.
    var final: Response {
        status.code >= 200 ? self : Response(.internalServerError)
    }

    /// 204 and 304 end with their header (RFC 9110 §15.3.5, §15.4.5).
    private var hasContent: Bool {
        switch status {
        case .noContent, .notModified: false
        default: true
        }
    }

    /// `Content-Length`, of a `HEAD` the same as of its `GET` (RFC 9110 §8.6); nil where there must be none or
    /// nobody can know it yet.
    var contentLength: Int? { hasContent && stream == nil ? body?.readableBytes ?? 0 : nil }

    /// What is sent after the header.
    func content(for method: HTTPMethod?) -> ByteBuffer? {
        guard hasContent, !isHead(method), let body, body.readableBytes > 0 else { return nil }
        return body
    }

    /// Bytes that the content takes for as long as the client reads it: none of what is kept for all, unless each client's is
    /// a copy.
    func memory(for method: HTTPMethod?, isCopied: Bool = false) -> Int {
        if stream(for: method) != nil { return ResponseStream.memory }
        guard let content = content(for: method) else { return 0 }
        return lastingForms == nil ? content.storageCapacity : isCopied ? content.readableBytes : 0
    }

    /// What is told of an answer when it has left. With its content it would keep that until then, of a `HEAD` too.
    var told: Response {
        var told = self
        told.body = nil
        told.stream = nil
        told.lastingForms = nil
        return told
    }

    /// This one, for the log, is what became of another.
    func inPlace(of other: Response?) -> Response {
        guard let other else { return self }
        var response = self
        response.route = other.route
        response.userID = other.userID
        return response
    }

    /// What is made and sent after the header, in the content's place.
    func stream(for method: HTTPMethod?) -> ResponseStream? {
        hasContent && !isHead(method) ? stream : nil
    }

    private func isHead(_ method: HTTPMethod?) -> Bool {
        if case .HEAD = method { true } else { false }
    }
}
