public import NIOCore
import NIOHTTP1

extension Problem {
    /// The most field errors that one answer holds.
    static let mostErrors = 100

    /// The answer, as `application/problem+json` (RFC 9457 §3).
    /// - Parameters:
    ///   - instance: the request's path; nil when it could not be read.
    ///   - requestID: the answer's `X-Request-Id`.
    func response(instance: String?, requestID: String) -> Response {
        var response = Response(code.status, headers: headers, body: document(instance: instance, requestID: requestID))
        response.headers.replaceOrAdd(name: "Content-Type", value: MediaType.problem.name)
        return response
    }

    /// The answer's content, for ``response(instance:requestID:)`` and for pages that show what an answer looks like.
    public func document(instance: String?, requestID: String) -> ByteBuffer {
        var json = JSONWriter()
        json.beginObject()
        json.member("type", "/problems/\(code.name)")
        json.member("title", code.title)
        json.key("status")
        json.integer(Int64(code.status.code))
        json.member("detail", detail)
        if let instance { json.member("instance", instance) }
        json.member("code", code.name)
        json.member("request_id", requestID)
        if !errors.isEmpty { write(errors.prefix(Self.mostErrors), to: &json) }
        json.endObject()
        return json.finish()
    }

    private func write(_ errors: ArraySlice<FieldProblem>, to json: inout JSONWriter) {
        json.key("errors")
        json.beginArray()
        for error in errors {
            json.beginObject()
            switch error.place {
            case .pointer(let pointer): json.member("pointer", pointer)
            case .parameter(let name): json.member("parameter", name)
            case .header(let name): json.member("header", name)
            }
            json.member("code", error.code)
            json.member("detail", error.detail)
            json.endObject()
        }
        json.endArray()
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: StaticString, _ text: String) {
        key(name)
        string(text)
    }
}
