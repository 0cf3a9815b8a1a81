import Catalogue
import SQLEngines

/// Proves that a backup is whole, and that what is in it is what it says.
struct BackupCheck: Sendable {
    let file: BackupFile

    /// The manifest, with the bytes of the file compared to it.
    func checkBytes() async throws -> BackupManifest {
        let manifest = try file.manifest()
        guard try await file.digest(of: manifest.bytes) == manifest.sha256 else {
            throw Failure(.dataError, "\(file.path) was changed after it was made: its checksum differs.")
        }
        return manifest
    }

    /// Opens the database in the file and looks at all of it: pages, indexes, foreign keys, migrations and rows.
    func checkSQLite(_ manifest: BackupManifest) async throws {
        do {
            let archive = try SQLiteArchive(path: file.path)
            if let fault = try await archive.faults().first {
                throw Failure(.dataError, "The database in \(file.path) is damaged: \(fault).")
            }
            try await checkContent(manifest, archive)
        } catch EngineError.failed(_, let message) {
            throw Failure(.dataError, "The database in \(file.path) cannot be read: \(message).")
        }
    }

    /// Whether a database, the one in the file or one restored from it, has what the manifest says.
    func checkContent(_ manifest: BackupManifest, _ engine: any Engine) async throws {
        for migration in try await Migrator(Catalogue.migrations).status(engine) {
            switch migration.state {
            case .applied, .pending: continue
            case .changed, .unknown:
                throw Failure(
                    .dataError,
                    "\(file.path) has migration \(migration.number) (\(migration.name)), which this program does not know. "
                        + "It was made by Souk \(manifest.souk); this is \(SoukVersion.current).")
            }
        }
        let dialect = engine.dialect
        let rows = try await engine.read(.bulk) { try await TableCensus.counts(in: $0, dialect) }
        guard rows == manifest.rows else {
            throw Failure(.dataError, "\(file.path) does not have the rows that it says it has.")
        }
    }
}
