/// What the contract calls an operation, and the group it is in: a generated client's function and module.
///
/// Stable: a name here is an interface of its own.
struct OperationName: Equatable {
    /// `create_item`
    let id: String
    /// `items`
    let group: String

    /// - Parameter isList: whether it answers a page of a list.
    init(_ method: String, _ path: String, isList: Bool) {
        let segments = path.split(separator: "/").map(String.init)
        let words = segments.filter { !$0.hasPrefix("{") }.map { $0.replacing(".json", with: "") }
        let noun = words.isEmpty ? "home" : words.joined(separator: "_")
        if let account = Self.accounts[path] {
            self = account
        } else {
            id = Self.verb(method, isList: isList) + "_" + (isList ? noun + "s" : Self.one(noun, segments))
            group = Self.groups[words.count == 2 && words[0] == "store" ? words[1] : words.first ?? ""] ?? "service"
        }
    }

    private init(_ id: String, in group: String) {
        self.id = id
        self.group = group
    }

    private static let accounts: [String: OperationName] = [
        "/register": OperationName("register", in: "users"), "/login": OperationName("log_in", in: "sessions"),
        "/logout": OperationName("log_out", in: "sessions"), "/refresh": OperationName("refresh", in: "sessions"),
    ]

    private static let groups = ["user": "users", "store": "stores", "item": "items", "tag": "tags"]

    private static func verb(_ method: String, isList: Bool) -> String {
        switch method {
        case "GET": isList ? "list" : "get"
        case "POST": "create"
        default: method.lowercased()
        }
    }

    /// One of the `/problems` is a problem.
    private static func one(_ noun: String, _ segments: [String]) -> String {
        segments.last?.hasPrefix("{") == true && noun.hasSuffix("s") ? String(noun.dropLast()) : noun
    }
}
