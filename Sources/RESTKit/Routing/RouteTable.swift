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
    final class Line: Sendable {
        let route: Route
        let access: Route.Access

        init(_ route: Route, _ access: Route.Access) {
            self.route = route
            self.access = access
        }
    }

    /// Everything that has one path.
    final class Resource: Sendable {
        let pattern: PathPattern
        /// The value of `Allow`.
        let allow: String
        /// What reads it: the most common request.
        private let get: Line?
        private let lines: [Line]

        fileprivate init(_ pattern: PathPattern, _ lines: [Line]) {
            self.pattern = pattern
            self.lines = lines
            get = lines.first { $0.route.methods.contains(.GET) }
            allow = RouteTable.allow(lines.flatMap(\.route.methods))
        }

        /// The line for a method; `HEAD` is served by `GET`'s.
        func line(for method: HTTPMethod) -> Line? {
            method.isReading ? get : lines.first { $0.route.methods.contains(method) }
        }
    }

    /// A resource, and how long its path's first segment is; nil when that is a parameter.
    private struct Entry {
        let firstLength: Int?
        let resource: Resource
    }

    /// By their number of segments.
    private let entries: [[Entry]]
    /// What `OPTIONS *` is told.
    let allow: String

    /// Routes that the policy does not serve are left out.
    init(_ routes: [Route], policy: AccessPolicy) throws(RouteTableError) {
        var paths: [(pattern: PathPattern, lines: [Line])] = []
        for route in routes {
            guard let access = route.access(policy) else { continue }
            try Self.add(Line(route, access), try PathPattern(route.path), to: &paths)
        }
        var entries = [[Entry]](repeating: [], count: PathSegments.most + 1)
        for (pattern, lines) in paths.sorted(by: { $0.pattern.isMoreExact(than: $1.pattern) }) {
            entries[pattern.segments.count].append(
                Entry(firstLength: pattern.segments.first?.literal?.count, resource: Resource(pattern, lines)))
        }
        self.entries = entries
        allow = Self.allow(routes.filter { $0.access(policy) != nil }.flatMap(\.methods))
    }

    /// The resource at a path and the path's parameters. Throws `not_found`, or `bad_request` when the path is malformed.
    func find(_ head: RequestHead) throws(Problem) -> (resource: Resource, parameters: PathParameters) {
        let segments = try PathSegments(head.target, length: head.pathLength)
        let entries = entries[segments.count]
        for index in entries.indices {
            if segments.count > 0, let length = entries[index].firstLength, length != segments[0].count { continue }
            let resource = entries[index].resource
            if let parameters = resource.pattern.match(segments) { return (resource, parameters) }
        }
        throw .notFound
    }

    private static func add(
        _ line: Line, _ pattern: PathPattern, to paths: inout [(pattern: PathPattern, lines: [Line])]
    ) throws(RouteTableError) {
        let index = paths.firstIndex { $0.pattern.isSame(as: pattern) } ?? paths.endIndex
        if index == paths.endIndex { paths.append((pattern, [])) }
        let served = paths[index].lines.flatMap(\.route.methods)
        guard paths[index].pattern.segments == pattern.segments,
            Set(served.map(\.rawValue)).isDisjoint(with: line.route.methods.map(\.rawValue))
        else { throw .doubled(line.route.path) }
        paths[index].lines.append(line)
    }

    /// The value of `Allow`: these methods, `HEAD` with `GET`, and `OPTIONS`.
    private static func allow(_ methods: [HTTPMethod]) -> String {
        let order: [HTTPMethod] = [.GET, .HEAD, .POST, .PUT, .PATCH, .DELETE, .OPTIONS]
        let served = methods + [.OPTIONS] + (methods.contains(.GET) ? [.HEAD] : [])
        return order.filter(served.contains).map(\.rawValue).joined(separator: ", ")
    }
}
