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

    /// Bytes that the content takes for as long as the client reads it: none of what is kept for all.
    func memory(for method: HTTPMethod?) -> Int {
        lastingForms == nil ? content(for: method)?.storageCapacity ?? 0 : 0
    }

    /// What is made and sent after the header, in the content's place.
    func stream(for method: HTTPMethod?) -> ResponseStream? {
        hasContent && !isHead(method) ? stream : nil
    }

    private func isHead(_ method: HTTPMethod?) -> Bool {
        if case .HEAD = method { true } else { false }
    }
}
