/// Which other sites' pages may call this API (CORS, https://fetch.spec.whatwg.org/#http-cors-protocol).
///
/// Origins are compared exactly and answered by name, never by `*`. Credentials (cookies) are never allowed: a page sends
/// its token in `Authorization`, which the preflight's answer names, as a wildcard would not cover it.
public struct CrossOrigin: Sendable {
    /// None: the API is for its own pages and for programs.
    public static let off = CrossOrigin(origins: [])

    private static let exposed = "ETag, Link, Location, X-Request-Id, Retry-After"
    private static let takenFields = "Authorization, Content-Type, If-Match, If-None-Match, X-Request-Id"
    private static let preflightSeconds = "600"
    private let origins: Set<String>

    /// `origins`: each as a browser sends it, `https://shop.example` or `http://localhost:3000`.
    public init(origins: Set<String>) {
        self.origins = origins
    }

    /// Adds to any answer what the page that asked needs to see it.
    func allow(_ head: RequestHead?, in headers: inout HeaderFields) {
        guard !origins.isEmpty else { return }
        headers.add(name: "Vary", value: "Origin")
        guard let origin = origin(of: head) else { return }
        headers.add(name: "Access-Control-Allow-Origin", value: origin)
        headers.add(name: "Access-Control-Expose-Headers", value: Self.exposed)
    }

    /// Adds to an answer to `OPTIONS` what a preflight asks for.
    func allowPreflight(_ head: RequestHead, of methods: String, in headers: inout HeaderFields) {
        guard origin(of: head) != nil, head.headers.contains(name: "Access-Control-Request-Method") else { return }
        headers.add(name: "Access-Control-Allow-Methods", value: methods)
        headers.add(name: "Access-Control-Allow-Headers", value: Self.takenFields)
        headers.add(name: "Access-Control-Max-Age", value: Self.preflightSeconds)
    }

    /// The request's origin when it is one of ours.
    private func origin(of head: RequestHead?) -> String? {
        guard let origin = head?.headers.first(name: "Origin"),
            origins.contains(where: { $0.utf8.elementsEqual(origin.utf8) })
        else { return nil }
        return origin
    }
}
