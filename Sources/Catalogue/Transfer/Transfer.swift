public import SQLEngines

/// Moves a whole shop from one database to another, of the same or another engine.
///
/// The source is read in one snapshot. The target is written, indexed, read back and compared in one transaction: whatever
/// goes wrong, a lost process included, it stays as empty as it was.
public struct Transfer: Sendable {
    public enum Stage: Sendable, Equatable { case copying, indexing, comparing }

    /// Is told how many rows of how many a stage is through with.
    public typealias Progress = @Sendable (_ stage: Stage, _ done: Int, _ total: Int) async -> Void

    private let source: any Engine
    private let target: any Engine
    private let keys: [SharedKey]

    /// `keys` are what the target is to sign with, the latest first, where it keeps keys itself; else none.
    public init(from source: any Engine, to target: any Engine, keys: [SharedKey] = []) {
        self.source = source
        self.target = target
        self.keys = keys
    }

    /// The signing keys that a database keeps itself, the latest first; none where they lie elsewhere.
    public static func keys(in engine: any Engine) async throws -> [SharedKey] {
        try await engine.sharedKeys()
    }

    /// Brings the target's tables up to date and moves everything. Returns what was moved, a line a table.
    ///
    /// Throws ``TransferRefused`` when the target is not empty, when the source's tables are not those of this program, and
    /// when what was read back differs; `MigrationRefused` when the target's are not.
    public func run(_ progress: @escaping Progress) async throws -> [TransferredTable] {
        try await checkSource()
        try await Migrator(Catalogue.migrations).up(target)
        let (pipe, dialect, keys) = (TransferPipe(), target.dialect, keys)
        async let reading: Void = TransferSource(engine: source, pipe: pipe).run()
        do {
            let moved = try await target.maintain { session in
                try await TransferTarget(
                    session: session, dialect: dialect, keys: keys, pipe: pipe, progress: progress
                ).run()
            }
            await reading
            return moved
        } catch {
            await pipe.finish(error)
            throw error
        }
    }

    private func checkSource() async throws {
        for migration in try await Migrator(Catalogue.migrations).status(source) {
            switch migration.state {
            case .applied: continue
            case .pending:
                throw TransferRefused("The source's tables are of an older version. Run `souk migrate up` on it first.")
            case .changed, .unknown:
                throw TransferRefused(
                    "The source has migration \(migration.number) (\(migration.name)), which this program does not know "
                        + "as it ran. Use the version of Souk that made it.")
            }
        }
    }
}

/// A table that was moved: as many rows as the source has, the same ones.
public struct TransferredTable: Sendable, Equatable {
    public let name: String
    public let rows: Int
    /// The SHA-256 of all rows in the order of their key, equal on both sides; 64 hexadecimal digits.
    public let digest: String
}
