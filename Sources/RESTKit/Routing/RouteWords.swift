import NIOHTTP1

// The words that the route table is written in. `open` is the lock under the open policy; `guarded` the one under the
// guarded policy when it differs; `role` counts under the guarded policy only.

/// Reads. `HEAD` comes with it.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func GET(
    _ path: String, _ open: Lock, guarded: Lock? = nil, role: RoleName? = nil, _ summary: String, _ endpoint: Endpoint
) -> Route {
    Route([.GET], path, open: open, guarded: guarded, role: role, summary, endpoint)
}

/// Creates, or does.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func POST(
    _ path: String, _ open: Lock, guarded: Lock? = nil, role: RoleName? = nil, _ summary: String, _ endpoint: Endpoint
) -> Route {
    Route([.POST], path, open: open, guarded: guarded, role: role, summary, endpoint)
}

/// Changes what is named and keeps the rest: `PUT` (`application/json`) and `PATCH` (a merge patch) alike.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func CHANGE(
    _ path: String, _ open: Lock, guarded: Lock? = nil, role: RoleName? = nil, _ summary: String, _ endpoint: Endpoint
) -> Route {
    Route([.PUT, .PATCH], path, open: open, guarded: guarded, role: role, summary, endpoint)
}

/// Changes what is named by a merge patch (RFC 7396).
// swift-format-ignore: AlwaysUseLowerCamelCase
public func PATCH(
    _ path: String, _ open: Lock, guarded: Lock? = nil, role: RoleName? = nil, _ summary: String, _ endpoint: Endpoint
) -> Route {
    Route([.PATCH], path, open: open, guarded: guarded, role: role, summary, endpoint)
}

/// Deletes.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func DELETE(
    _ path: String, _ open: Lock, guarded: Lock? = nil, role: RoleName? = nil, _ summary: String, _ endpoint: Endpoint
) -> Route {
    Route([.DELETE], path, open: open, guarded: guarded, role: role, summary, endpoint)
}

extension Route {
    /// Not served under the guarded policy: 404.
    public var developmentOnly: Route {
        Route(methods, path, open: open, guarded: nil, summary, endpoint)
    }

    fileprivate convenience init(
        _ methods: [HTTPMethod], _ path: String, open: Lock, guarded: Lock?, role: RoleName?, _ summary: String,
        _ endpoint: Endpoint
    ) {
        self.init(
            methods, path, open: Access(open), guarded: Access(guarded ?? open, role: role), summary, endpoint)
    }
}
