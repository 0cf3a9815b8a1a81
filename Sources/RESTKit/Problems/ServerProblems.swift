import NIOHTTP1

/// What may be wrong on the server's side.
extension ProblemCode {
    public static let internalError = ProblemCode(
        "internal", .internalServerError, "Something went wrong on the server",
        cause: "The fault is the server's, and it is in its log under the answer's `request_id`.",
        remedy: "Trying again may help; if it does not, tell whoever runs the server the `request_id`.")

    public static let notImplemented = ProblemCode(
        "not_implemented", .notImplemented, "The server does not know this",
        cause: "The method or the transfer coding is not one that the server knows.",
        remedy: "Use the methods of RFC 9110 and `PATCH`, and no transfer coding but `chunked`.")

    public static let overloaded = ProblemCode(
        "overloaded", .serviceUnavailable, "The server is busy",
        cause: "More requests came at once than the server takes on.",
        remedy: "Wait as `Retry-After` says, and try again.")

    public static let notReady = ProblemCode(
        "not_ready", .serviceUnavailable, "The server is not ready",
        cause: "The server is starting, stopping, or waiting for its database: `detail` says which.",
        remedy: "Try again in a moment, as `Retry-After` says.")

    public static let httpVersionNotSupported = ProblemCode(
        "http_version_not_supported", .httpVersionNotSupported, "The server does not speak this version of HTTP",
        cause: "The request names a version of HTTP that the server does not know.",
        remedy: "Use HTTP/1.1, or HTTP/2 over TLS.")

    /// The codes above.
    public static let ofServers: [ProblemCode] = [
        .internalError, .notImplemented, .overloaded, .notReady, .httpVersionNotSupported,
    ]
}
