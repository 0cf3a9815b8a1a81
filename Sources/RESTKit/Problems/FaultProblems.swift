/// What a client is told when the HTTP layer refuses its request.
extension Problem {
    public init(_ fault: HTTPFault) {
        switch fault {
        case .malformed(let detail): self.init(.badRequest, detail)
        case .requestTimeout: self.init(.requestTimeout, "the request did not arrive in time")
        case .payloadTooLarge(let limit): self = .payloadTooLarge(limit: limit)
        case .targetTooLong(let limit): self.init(.uriTooLong, "path and query may have \(limit) bytes")
        case .expectationFailed: self.init(.expectationFailed, "only 100-continue can be expected here")
        case .headerFieldsTooLarge: self.init(.headerFieldsTooLarge, "the header fields are too many or too large")
        case .notImplemented(let detail): self.init(.notImplemented, detail)
        case .overloaded(let seconds): self = .overloaded(retryAfter: seconds)
        case .versionNotSupported: self.init(.httpVersionNotSupported, "use HTTP/1.1")
        }
    }
}
