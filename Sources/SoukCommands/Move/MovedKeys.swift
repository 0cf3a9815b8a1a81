import Catalogue
import SQLEngines
import SoukServer

/// The signing keys of a shop that moves: from the file beside an embedded database or out of PostgreSQL, to the same
/// places of the other side.
struct MovedKeys: Sendable {
    let source: EngineURL
    let target: EngineURL

    /// Reads the source's keys, and makes the target's file of them where they belong into one.
    func take(from engine: any Engine) async throws -> Carried {
        let keys: [SharedKey]
        switch source.location {
        case .sqlite(let path): keys = try KeyTransfer.keys(beside: path)
        case .postgres: keys = try await hasKeys(engine) ? try await Transfer.keys(in: engine) : []
        }
        if keys.isEmpty { return Carried(forDatabase: [], madeFile: nil) }
        switch target.location {
        case .sqlite(let path):
            let isMade = try KeyTransfer.write(keys, beside: path)
            guard case .file(let file) = KeySource.beside(database: path), isMade else {
                return Carried(forDatabase: [], madeFile: nil)
            }
            return Carried(forDatabase: [], madeFile: file)
        case .postgres: return Carried(forDatabase: keys, madeFile: nil)
        }
    }

    /// A source of another version, which the move refuses, may not have the table.
    private func hasKeys(_ engine: any Engine) async throws -> Bool {
        let dialect = engine.dialect
        return try await engine.read { try await TableCensus.names(in: $0, dialect) }.contains("shared_keys")
    }

    /// What was taken.
    struct Carried: Sendable {
        /// For a target that keeps keys itself, in the transaction of the move.
        let forDatabase: [SharedKey]
        /// The file that was made; nil when there was none to make.
        let madeFile: String?

        /// Runs the move, and takes the file away again when nothing came of it.
        func kept<Value>(_ move: () async throws -> Value) async throws -> Value {
            do {
                return try await move()
            } catch {
                if let madeFile { DiskFile.remove(madeFile) }
                throw error
            }
        }
    }
}
