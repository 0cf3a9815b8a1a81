import NIOHTTP1
public import RESTKit

/// The route table for people, as the README shows it.
public enum EndpointTable {
    /// A Markdown table: one line a route, both policies' locks.
    public static func markdown(_ routes: [Route]) -> String {
        let lines = routes.map { route in
            let methods = route.methods.map(\.rawValue).joined(separator: " ")
            return
                "| \(methods) | `\(route.path)` | \(words(route.open)) | \(words(route.guarded)) | \(route.summary) |"
        }
        return (["| | path | open | guarded | |", "|---|---|---|---|---|"] + lines).joined(separator: "\n") + "\n"
    }

    /// A lock in the marks of API.md §1: 🔒 signed in, 🔒🔒 by a fresh login.
    private static func words(_ access: Route.Access?) -> String {
        guard let access else { return "not served" }
        let lock =
            switch access.lock {
            case .open: "open"
            case .signedIn: "🔒"
            case .fresh: "🔒🔒"
            case .refreshToken: "refresh token"
            case .anyToken: "🔒 any token"
            case .browser: "signed in at /admin"
            }
        return access.role.map { "\(lock) \($0.rawValue)" } ?? lock
    }
}
