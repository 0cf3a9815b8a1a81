/// Brings a database's tables to the state the program needs, one numbered migration after another.
///
/// The record is the table `schema_migrations`. It keeps the whole text of each migration as its checksum: nothing can
/// collide, no hash has to be trusted, and the database can tell what was done to it.
public struct Migrator: Sendable {
    private let migrations: [Migration]
    private let now: @Sendable () -> Int64

    /// What a process takes that changes tables. Several may start at once on an empty database: `IF NOT EXISTS` alone
    /// would let two make the same table, and one of them fail.
    private static let turn = "schema migrations"

    /// `now` gives microseconds since 1970, for the record of when a migration ran; nil for the system's clock.
    public init(_ migrations: [Migration], now: (@Sendable () -> Int64)? = nil) {
        self.migrations = migrations.sorted { $0.number < $1.number }
        self.now = now ?? { SystemTime.now() }
    }

    /// Runs what has not run yet, each migration in one transaction with its record, and returns those that ran.
    ///
    /// Processes that share the database may do so at the same moment: each migration runs once, in one of them.
    /// Throws ``MigrationRefused``, and changes nothing, when the database is newer than the program or a migration has
    /// changed since it ran.
    @discardableResult
    public func up(_ engine: any Engine) async throws -> [Migration] {
        try checkNumbers()
        try await engine.maintain { session in
            try await session.lock(name: Self.turn)
            try await session.execute(MigrationRecord.table)
        }
        let recorded = try await MigrationRecord.all(engine)
        try check(recorded, engine.dialect)
        var ran: [Migration] = []
        for migration in migrations where recorded[migration.number] == nil {
            if try await run(migration, on: engine) { ran.append(migration) }
        }
        return ran
    }

    /// Where each migration stands, those of the program and those the database knows of, by number. Changes nothing.
    public func status(_ engine: any Engine) async throws -> [MigrationStatus] {
        let recorded = try await MigrationRecord.all(engine)
        let mine = Dictionary(migrations.map { ($0.number, $0) }) { first, _ in first }
        return Set(mine.keys).union(recorded.keys).sorted().map { number in
            status(number, mine[number], recorded[number], engine.dialect)
        }
    }
}

extension Migrator {
    /// Runs one migration and writes its record. Returns false when another has run it meanwhile.
    private func run(_ migration: Migration, on engine: any Engine) async throws -> Bool {
        let dialect = engine.dialect
        return try await engine.maintain { session in
            try await session.lock(name: Self.turn)
            if try await MigrationRecord.exists(migration.number, session) { return false }
            for statement in migration.statements(dialect) { try await session.execute(statement) }
            try await MigrationRecord.insert(migration, dialect, at: now(), session)
            return true
        }
    }

    private func checkNumbers() throws {
        for (earlier, later) in zip(migrations, migrations.dropFirst()) where earlier.number == later.number {
            throw MigrationRefused("This program has two migrations of number \(later.number).")
        }
    }

    private func check(_ recorded: [Int: MigrationRecord], _ dialect: Dialect) throws {
        let newest = migrations.last?.number ?? 0
        for record in recorded.values.sorted(by: { $0.number > $1.number }) {
            let migration = migrations.first { $0.number == record.number }
            switch status(record.number, migration, record, dialect).state {
            case .unknown where record.number > newest: throw MigrationRefused.newer(record, newest)
            case .unknown: throw MigrationRefused.unknown(record)
            case .changed: throw MigrationRefused.changed(record)
            case .applied, .pending: continue
            }
        }
        let latest = recorded.keys.max() ?? 0
        for migration in migrations where migration.number < latest && recorded[migration.number] == nil {
            throw MigrationRefused.late(migration, latest)
        }
    }

    private func status(
        _ number: Int, _ migration: Migration?, _ record: MigrationRecord?, _ dialect: Dialect
    ) -> MigrationStatus {
        let state: MigrationStatus.State =
            switch (migration, record) {
            case (let migration?, let record?):
                migration.text(dialect) == record.statements ? .applied(at: record.appliedAt) : .changed
            case (nil, _?): .unknown
            case (_, nil): .pending
            }
        return MigrationStatus(number: number, name: migration?.name ?? record?.name ?? "", state: state)
    }
}
