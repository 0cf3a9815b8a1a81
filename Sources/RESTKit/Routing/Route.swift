public import NIOHTTP1

/// One line of the table: an endpoint, its locks, and what it does. Registration, 405s, the lock tests, OpenAPI and the
/// README's endpoint table are all read from the lines.
public final class Route: Sendable {
    public let methods: [HTTPMethod]
    /// `/item/{item_id}/tag/{tag_id}`. A parameter that ends in `_id` is a canonical positive 64-bit integer, else 404.
    public let path: String
    public let open: Access
    /// nil: not served under this policy (404).
    public let guarded: Access?
    public let summary: String
    public let endpoint: Endpoint

    /// A lock, and the role asked for with it.
    public struct Access: Sendable, Equatable {
        public let lock: Lock
        public let role: RoleName?

        public init(_ lock: Lock, role: RoleName? = nil) {
            self.lock = lock
            self.role = role
        }
    }

    public init(
        _ methods: [HTTPMethod], _ path: String, open: Access, guarded: Access?, _ summary: String, _ endpoint: Endpoint
    ) {
        self.methods = methods
        self.path = path
        self.open = open
        self.guarded = guarded
        self.summary = summary
        self.endpoint = endpoint
    }

    public func access(_ policy: AccessPolicy) -> Access? {
        switch policy {
        case .open: open
        case .guarded: guarded
        }
    }
}
