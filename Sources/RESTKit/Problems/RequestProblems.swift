import NIOHTTP1

/// What may be wrong with a request as such, whatever it asks for.
extension ProblemCode {
    public static let badRequest = ProblemCode(
        "bad_request", .badRequest, "The request is not well formed",
        cause: "The request could not be read as HTTP, or one of its fields is malformed: `detail` says which.",
        remedy: "Correct it; sending the same again gives the same answer.")

    public static let invalidJSON = ProblemCode(
        "invalid_json", .badRequest, "The body is not JSON",
        cause: """
            The body must be one JSON value in UTF-8 (RFC 8259): no byte order mark, no comments, no trailing \
            commas, no name twice in an object or of more than 128 bytes, no more than 32 objects and arrays open at \
            once, and no more than 10,000 values in all, objects and arrays counted.
            """,
        remedy: "`detail` says at which byte reading stopped, and why. Mend it there and send it again.")

    public static let notFound = ProblemCode(
        "not_found", .notFound, "There is nothing here",
        cause: """
            Nothing has this address: the path is misspelt (paths are case-sensitive and have no trailing slash), \
            the id is not a positive whole number, or what was there has been deleted.
            """,
        remedy: "Look at the path and the id. `/docs` shows every path, `/openapi.json` lists them for programs.")

    public static let methodNotAllowed = ProblemCode(
        "method_not_allowed", .methodNotAllowed, "This address does not take this method",
        cause: "Something has this address, but it takes other methods than the request's.",
        remedy: "The `Allow` field of the answer names the methods that the address takes: use one of those.")

    public static let notAcceptable = ProblemCode(
        "not_acceptable", .notAcceptable, "The answer cannot be given in the form asked for",
        cause: "The request's `Accept` field excludes every form that this address has: `detail` names them.",
        remedy: "Leave `Accept` out, or send `Accept: */*`.")

    public static let requestTimeout = ProblemCode(
        "request_timeout", .requestTimeout, "The request took too long to arrive",
        cause: "The server waited for the rest of the request and closed the connection.",
        remedy: "Send it again on a new connection; if it recurs, look at the network between you and the server.")

    public static let payloadTooLarge = ProblemCode(
        "payload_too_large", .payloadTooLarge, "The body is too large",
        cause: "The body has more bytes than the address takes: `detail` says how many it may have.",
        remedy: "Send less, in several requests if need be.")

    public static let uriTooLong = ProblemCode(
        "uri_too_long", .uriTooLong, "The address is too long",
        cause: "Path and query together may have 8,192 bytes, and this request has more.",
        remedy: "Shorten the search or its filters.")

    public static let unsupportedMediaType = ProblemCode(
        "unsupported_media_type", .unsupportedMediaType, "The body has a type that this address does not take",
        cause: "The body came without a `Content-Type`, with one that the address does not take, or compressed.",
        remedy: """
            Send JSON in UTF-8, not compressed: `Content-Type: application/json`, or `application/merge-patch+json` \
            for `PATCH`, and no `Content-Encoding`. The answer's `Accept` or `Accept-Encoding` field names what is \
            taken.
            """)

    public static let expectationFailed = ProblemCode(
        "expectation_failed", .expectationFailed, "The expectation cannot be met",
        cause: "The only `Expect` that the server knows is `100-continue` (RFC 9110 §10.1.1).",
        remedy: "Leave the field out.")

    public static let validationFailed = ProblemCode(
        "validation_failed", .unprocessableEntity, "The request is not valid",
        cause: "The request was read, but some of its values break a rule.",
        remedy: """
            `errors` lists all of them at once (at most 100): `pointer` is a place in the body (RFC 6901), \
            `parameter` a query parameter, `header` a field; `code` is for programs, `detail` for people. Mend them \
            and send the request again.
            """)

    public static let invalidCursor = ProblemCode(
        "invalid_cursor", .unprocessableEntity, "The cursor does not belong to this list",
        cause: """
            `after` must be taken unchanged from the `next` of a page, and used with the same filters and the same \
            order; only `limit` and `count` may change.
            """,
        remedy: "Follow `next` as it is, or begin again without `after`.")

    public static let headerFieldsTooLarge = ProblemCode(
        "header_fields_too_large", .requestHeaderFieldsTooLarge, "The header fields are too large",
        cause: "A request may have 100 header fields and 16 KiB of them in all.",
        remedy: "Send fewer or shorter ones.")

    /// The codes above.
    public static let ofRequests: [ProblemCode] = [
        .badRequest, .invalidJSON, .notFound, .methodNotAllowed, .notAcceptable, .requestTimeout, .payloadTooLarge,
        .uriTooLong, .unsupportedMediaType, .expectationFailed, .validationFailed, .invalidCursor,
        .headerFieldsTooLarge,
    ]
}
