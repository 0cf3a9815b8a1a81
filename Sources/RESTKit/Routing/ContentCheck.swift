import NIOHTTP1

/// Whether the body that a head announces is of the size and the type that an endpoint takes.
extension RequestHead {
    /// Throws `payload_too_large` when the announced length is above `limit` bytes. A length that is not announced is
    /// watched while it comes.
    func checkLength(_ limit: Int) throws(Problem) {
        guard let field = headers.first(name: "Content-Length"), let length = Int(field), length > limit else { return }
        throw .payloadTooLarge(limit: limit)
    }

    /// Throws `unsupported_media_type` for a body with a content coding (RFC 9110 §8.4), without a type, or of another
    /// type than `taken` or another charset than UTF-8. Without a body, a type that is given must still be right.
    func checkType(_ taken: [MediaType]) throws(Problem) {
        if hasBody, headers.contains(name: "Content-Encoding") {
            throw .unsupportedMediaType("the body must not be compressed", ["Accept-Encoding": "identity"])
        }
        let fields = headers["Content-Type"]
        if fields.isEmpty, !hasBody { return }
        guard fields.count == 1, let field = fields.first, Self.isOne(of: taken, field) else {
            throw .unsupportedMediaType(
                "the body must be \(taken.map(\.name).joined(separator: " or "))", advice(taken))
        }
    }

    private static func isOne(of taken: [MediaType], _ field: String) -> Bool {
        if field == taken.first?.name { return true }
        var parts = field.split(separator: ";", omittingEmptySubsequences: false).map(\.trimmed)
        let name = parts.removeFirst().lowercased()
        return taken.contains { $0.name == name } && parts.allSatisfy(isHarmless)
    }

    /// A parameter other than `charset`, or `charset=utf-8`.
    private static func isHarmless(_ parameter: Substring) -> Bool {
        let lowered = parameter.lowercased()
        return !lowered.hasPrefix("charset") || lowered == "charset=utf-8" || lowered == "charset=\"utf-8\""
    }

    /// RFC 9110 §15.5.16, and RFC 5789 §2.2 for `PATCH`.
    private func advice(_ taken: [MediaType]) -> HeaderFields {
        [method == .PATCH ? "Accept-Patch" : "Accept": taken.map(\.name).joined(separator: ", ")]
    }
}

extension MediaType {
    /// The types of JSON that a method takes; the first is the one that is documented.
    static func taken(by method: HTTPMethod) -> [MediaType] {
        method == .PATCH ? [.mergePatch, .json] : [.json]
    }
}

extension Problem {
    static func payloadTooLarge(limit: Int) -> Problem {
        Problem(.payloadTooLarge, "the body may have \(limit) bytes here")
    }

    fileprivate static func unsupportedMediaType(_ detail: String, _ headers: HeaderFields) -> Problem {
        Problem(.unsupportedMediaType, detail, headers: headers)
    }
}
