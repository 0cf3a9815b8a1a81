import Catalogue
import SQLEngines

/// Puts a backup of a SQLite database in a database's place.
struct SQLiteRestoring: Sendable {
    let file: BackupFile
    let path: String
    let clock: WallClock

    /// Returns what came of it. Throws ``DatabaseInUse`` while any process has the database, and a ``Failure`` when there
    /// is one and `isForced` is not said, or when the backup is not sound; then nothing was changed.
    func run(isForced: Bool) async throws -> [String] {
        let place = try SQLiteReplacement(path: path)
        defer { place.release() }
        guard isForced || !place.isThere else {
            throw Failure(
                .refused,
                "There is a database at \(place.path). With --force the backup takes its place, and it is kept beside it."
            )
        }
        let manifest = try await BackupCheck(file: file).checkBytes()
        try await BackupCheck(file: file).checkSQLite(manifest)
        let kept = try await put(manifest, in: place)
        let restored =
            "Restored \(ProgressBar.grouped(manifest.totalRows)) rows of \(manifest.createdAt) to \(place.path)."
        return place.isThere ? [restored, "The old database is kept as \(kept)."] : [restored]
    }

    /// Returns what the old database is called now.
    private func put(_ manifest: BackupManifest, in place: SQLiteReplacement) async throws -> String {
        let front = place.path + ".before-restore-"
        let path = place.path + ".restoring.partial"
        DiskFile.remove(path)
        do {
            let draft = try DiskFile.new(path)
            let digest = try await file.digest(of: manifest.bytes) { piece in try draft.append(piece) }
            guard digest == manifest.sha256 else {
                throw Failure(.dataError, "\(file.path) changed while it was read. Nothing was restored.")
            }
            try draft.sync()
            return try place.replace(
                with: path, keepingOldAs: front + TimeText.compact(clock.now()), orAsBefore: front)
        } catch {
            DiskFile.remove(path)
            throw error
        }
    }
}
