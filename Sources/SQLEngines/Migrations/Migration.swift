/// One step in the life of the database's tables. Once released, a migration is never changed: the next one mends it.
public struct Migration: Sendable {
    /// Counts from 1; migrations run in the order of their numbers.
    public let number: Int
    /// A few words that say what it does, as in `"stores"`.
    public let name: String
    let statements: @Sendable (Dialect) -> [SQL]

    public init(_ number: Int, _ name: String, _ statements: @escaping @Sendable (Dialect) -> [SQL]) {
        self.number = number
        self.name = name
        self.statements = statements
    }

    /// All its statements as one text, by which a changed migration is known.
    func text(_ dialect: Dialect) -> String {
        statements(dialect).map { statement in
            statement.values.reduce(statement.text) { text, value in "\(text)\n-- \(value)" }
        }.joined(separator: ";\n")
    }
}

/// Where a migration stands in one database.
public struct MigrationStatus: Sendable, Equatable {
    public enum State: Sendable, Equatable {
        /// It has run, at this many microseconds since 1970.
        case applied(at: Int64)
        /// It will run at the next ``Migrator/up(_:)``.
        case pending
        /// It has run, but with other statements than this program has under its number.
        case changed
        /// It has run, and this program does not know it.
        case unknown
    }

    public let number: Int
    public let name: String
    public let state: State
}
