import Catalogue

/// Which of the remembered requests are wanted; what is nil asks nothing.
struct RequestFilter: Sendable, Equatable {
    enum Status: Sendable, Equatable {
        /// 404
        case exactly(Int)
        /// 4: everything from 400 to 499.
        case hundreds(Int)

        /// Reads `404` and `4xx`; nil for anything else.
        init?(_ text: String) {
            let digits = text.utf8
            guard digits.count == 3, let first = digits.first.map({ Int($0) - 48 }), (1...5).contains(first) else {
                return nil
            }
            if text.dropFirst().lowercased() == "xx" {
                self = .hundreds(first)
            } else if digits.allSatisfy({ (48...57).contains($0) }), let code = Int(text) {
                self = .exactly(code)
            } else {
                return nil
            }
        }
    }

    var status: Status?
    /// A route's template, or ``noRoute``.
    var route: String?
    var userID: User.ID?
    /// Only what took longer than this.
    var slowerThan: Duration?
    /// The request's id, or what it begins with.
    var id: String?

    /// Stands for the requests that met no route, as in the metrics.
    static let noRoute = "none"

    func matches(_ request: RecentRequest) -> Bool {
        if let userID, request.userID != userID { return false }
        if let route, request.route ?? Self.noRoute != route { return false }
        if let slowerThan, request.duration <= slowerThan { return false }
        if let id, !request.id.utf8.starts(with: id.utf8) { return false }
        switch status {
        case nil: return true
        case .exactly(let code): return request.status == code
        case .hundreds(let hundred): return request.status / 100 == hundred
        }
    }
}
