import Catalogue
import SQLEngines

/// Makes backups of the database that this process has open.
struct BackupAdministration: Sendable {
    let engine: any Engine
    let clock: WallClock

    /// Makes one in the folder and deletes the oldest beyond `keep`. Returns what came of it, for the person who asked.
    func create(in path: String, keep: Int?, _ progress: @escaping Administration.Progress) async throws -> [String] {
        guard let engine = engine as? SQLiteEngine else {
            throw Failure(.usage, "Only an embedded database is backed up by its server.")
        }
        let folder = BackupFolder(path: path)
        guard try !folder.holds(engine.path) else {
            throw Failure(
                .usage,
                "The database itself lies in \(path) and is called as a backup is. Choose another folder: --to FOLDER.")
        }
        let lock = try folder.claim()
        defer { withExtendedLifetime(lock) {} }
        let (file, manifest) = try await SQLiteBackup(engine: engine, folder: folder, clock: clock).make(progress)
        return [Self.sentence(file, manifest)]
            + (try keep.map { try Self.clear(folder, keeping: $0, besides: file) } ?? [])
    }

    static func sentence(_ file: BackupFile, _ manifest: BackupManifest) -> String {
        "\(file.path): \(ProgressBar.grouped(manifest.totalRows)) rows, \(ProgressBar.grouped(manifest.bytes)) bytes, checked."
    }

    static func clear(_ folder: BackupFolder, keeping count: Int, besides made: BackupFile) throws -> [String] {
        try folder.keep(count, besides: made).map { "Deleted \($0)." }
    }
}
