public import SQLEngines

/// Somebody with an account. The password's hash never leaves the queries.
public struct User: Sendable, Equatable {
    public typealias ID = Identifier<User>

    public let id: ID
    /// As the user wrote it, trimmed; compared by its key, without case.
    public let email: String
    public let role: Role
    public let isDisabled: Bool
    public let createdAt: Timestamp
}

/// What a user may do: a viewer looks, an editor changes the catalogue, an admin everything.
public enum Role: String, Sendable, CaseIterable, Comparable {
    case viewer, editor, admin

    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .viewer: 0
        case .editor: 1
        case .admin: 2
        }
    }
}

extension Role: SQLEncodable, SQLDecodable {
    public var sqlValue: SQLValue { .text(rawValue) }

    public init(next row: inout Row) throws {
        let column = row.column
        guard let role = Self(rawValue: try row.text()) else { throw DecodingFault(column: column, wanted: "role") }
        self = role
    }
}
