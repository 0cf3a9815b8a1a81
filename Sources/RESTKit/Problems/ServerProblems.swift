import NIOHTTP1

/// What may be wrong on the server's side.
extension ProblemCode {
    public static let internalError = ProblemCode(
        "internal", .internalServerError, "Something went wrong on the server",
        help: """
            The fault is the server's, and it is in its log under the answer's `request_id`. Trying again may help; if it \
            does not, tell whoever runs the server the `request_id`.
            """)

    public static let notImplemented = ProblemCode(
        "not_implemented", .notImplemented, "The server does not know this",
        help: """
            The method or the transfer coding is not one that the server knows. It takes the methods of RFC 9110 and \
            `PATCH`, and the transfer coding `chunked`.
            """)

    public static let overloaded = ProblemCode(
        "overloaded", .serviceUnavailable, "The server is busy",
        help: "More requests came at once than the server takes on. Wait as `Retry-After` says, and try again.")

    public static let notReady = ProblemCode(
        "not_ready", .serviceUnavailable, "The server is not ready",
        help: "It is starting, stopping, or waiting for its database: `detail` says which. Try again in a moment.")

    public static let httpVersionNotSupported = ProblemCode(
        "http_version_not_supported", .httpVersionNotSupported, "The server does not speak this version of HTTP",
        help: "Use HTTP/1.1, or HTTP/2 over TLS.")

    /// The codes above.
    public static let ofServers: [ProblemCode] = [
        .internalError, .notImplemented, .overloaded, .notReady, .httpVersionNotSupported,
    ]
}
