import NIOHTTP1

/// Why a list of routes cannot be served: a mistake in the program.
public enum RouteTableError: Error, Sendable, Equatable {
    /// Not `/`, or segments and `{name}`s that differ.
    case badPattern(String)
    /// Two routes for one method and the same paths.
    case doubled(String)
}

/// The routes of one policy, prepared for looking up: by number of segments, then from the most exact pattern on.
struct RouteTable: Sendable {
    /// A route, and the column of it that is in force.
    struct Line: Sendable {
        let route: Route
        let access: Route.Access
    }

    /// Everything that has one path.
    struct Resource: Sendable {
        let pattern: PathPattern
        fileprivate(set) var lines: [Line]
        fileprivate(set) var allow = ""
    }

    private let resources: [[Resource]]
    /// What `OPTIONS *` is told.
    let allow: String

    /// Routes that the policy does not serve are left out.
    init(_ routes: [Route], policy: AccessPolicy) throws(RouteTableError) {
        var resources = [[Resource]](repeating: [], count: PathSegments.most + 1)
        for route in routes {
            guard let access = route.access(policy) else { continue }
            let pattern = try PathPattern(route.path)
            try Self.add(Line(route: route, access: access), pattern, to: &resources[pattern.segments.count])
        }
        self.resources = resources.map { $0.sorted { $0.pattern.isMoreExact(than: $1.pattern) } }
        allow = Self.allow(routes.filter { $0.access(policy) != nil }.flatMap(\.methods))
    }

    /// The resource at `path` and the path's parameters. Throws `not_found`, or `bad_request` when the path is malformed.
    func find(_ path: Substring) throws(Problem) -> (resource: Resource, parameters: PathParameters) {
        let segments = try PathSegments(path)
        for resource in resources[segments.count] {
            if let parameters = resource.pattern.match(segments) { return (resource, parameters) }
        }
        throw .notFound
    }

    private static func add(
        _ line: Line, _ pattern: PathPattern, to resources: inout [Resource]
    ) throws(RouteTableError) {
        let index = resources.firstIndex { $0.pattern.isSame(as: pattern) } ?? resources.endIndex
        if index == resources.endIndex { resources.append(Resource(pattern: pattern, lines: [])) }
        let served = resources[index].lines.flatMap(\.route.methods)
        guard resources[index].pattern.segments == pattern.segments,
            Set(served.map(\.rawValue)).isDisjoint(with: line.route.methods.map(\.rawValue))
        else { throw .doubled(line.route.path) }
        resources[index].lines.append(line)
        resources[index].allow = allow(resources[index].lines.flatMap(\.route.methods))
    }

    /// The value of `Allow`: these methods, `HEAD` with `GET`, and `OPTIONS`.
    private static func allow(_ methods: [HTTPMethod]) -> String {
        let order: [HTTPMethod] = [.GET, .HEAD, .POST, .PUT, .PATCH, .DELETE, .OPTIONS]
        let served = methods + [.OPTIONS] + (methods.contains(.GET) ? [.HEAD] : [])
        return order.filter(served.contains).map(\.rawValue).joined(separator: ", ")
    }
}

extension RouteTable.Resource {
    /// The line for a method; `HEAD` is served by `GET`'s.
    func line(for method: HTTPMethod) -> RouteTable.Line? {
        let method = method == .HEAD ? .GET : method
        return lines.first { $0.route.methods.contains(method) }
    }
}
