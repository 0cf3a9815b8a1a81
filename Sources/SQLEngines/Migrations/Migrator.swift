/// Brings a database's tables to the state the program needs, one numbered migration after another.
public struct Migrator: Sendable {
    let migrations: [Migration]
    let now: @Sendable () -> Int64

    /// `now` gives microseconds since 1970, for the record of when a migration ran.
    public init(_ migrations: [Migration], now: @escaping @Sendable () -> Int64 = Self.systemTime) {
        self.migrations = migrations
        self.now = now
    }

    /// Runs what has not run yet, each migration in one transaction with its record, and returns those that ran.
    ///
    /// Throws ``MigrationRefused`` when the database is newer than the program or a migration has changed since it ran.
    @discardableResult
    public func up(_ engine: any Engine) async throws -> [Migration] { [] }

    /// Where each migration stands, those of the program and those the database knows of, by number. Changes nothing.
    public func status(_ engine: any Engine) async throws -> [MigrationStatus] { [] }

    public static func systemTime() -> Int64 { 0 }
}
