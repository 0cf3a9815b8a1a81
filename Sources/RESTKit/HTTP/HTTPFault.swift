public import NIOHTTP1

/// What the HTTP layer refuses by itself, before or instead of the application.
public enum HTTPFault: Error, Sendable, Hashable {
    /// 400: framing, `Host`, target or header fields that are not HTTP. The sentence says what, fit for the client.
    case malformed(String)
    /// 408: a request was begun and not completed in time.
    case requestTimeout
    /// 413: more body than the limit, in bytes.
    case payloadTooLarge(limit: Int)
    /// 414: a longer target than the limit, in bytes.
    case targetTooLong(limit: Int)
    /// 417: an `Expect` other than `100-continue`.
    case expectationFailed
    /// 431: too many bytes of header fields, or too many fields.
    case headerFieldsTooLarge
    /// 501: a transfer coding or a method that this layer cannot carry.
    case notImplemented(String)
    /// 503: too many requests at once; `Retry-After` in seconds.
    case overloaded(retryAfter: Int)
    /// 505: neither HTTP/1.0 nor HTTP/1.1.
    case versionNotSupported

    /// The status of the answer.
    public var status: HTTPResponseStatus {
        switch self {
        case .malformed: .badRequest
        case .requestTimeout: .requestTimeout
        case .payloadTooLarge: .payloadTooLarge
        case .targetTooLong: .uriTooLong
        case .expectationFailed: .expectationFailed
        case .headerFieldsTooLarge: .requestHeaderFieldsTooLarge
        case .notImplemented: .notImplemented
        case .overloaded: .serviceUnavailable
        case .versionNotSupported: .httpVersionNotSupported
        }
    }

    /// Whether what follows on an HTTP/1.1 connection cannot be trusted, or is not worth reading, after this fault.
    var closesConnection: Bool {
        switch self {
        case .malformed, .requestTimeout, .payloadTooLarge, .targetTooLong, .headerFieldsTooLarge, .notImplemented,
            .versionNotSupported:
            true
        case .expectationFailed, .overloaded:
            false
        }
    }
}
