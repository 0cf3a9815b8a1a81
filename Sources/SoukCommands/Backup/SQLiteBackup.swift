import Catalogue
import SQLEngines

/// Makes a backup of a SQLite database in use: nobody stops, and nobody who writes waits for it.
struct SQLiteBackup: Sendable {
    /// Pages after which what was copied is put on the disk, so that a writer's own sync never has to wait for all of it.
    private static let pagesBetweenSyncs = 2_048

    let engine: SQLiteEngine
    let folder: BackupFolder
    let clock: WallClock

    /// Copies, checks what was copied, and only then gives it its name. Leaves nothing behind when it fails.
    func make(_ progress: @escaping Administration.Progress) async throws -> (file: BackupFile, BackupManifest) {
        let time = clock.now()
        let (draft, final) = folder.draft(.sqlite, at: time)
        do {
            let census = try await copy(to: draft, progress)
            let manifest = try await BackupFile(path: draft).seal(.sqlite, of: engine.path, census, at: time)
            try await BackupCheck(file: BackupFile(path: draft)).checkSQLite(manifest)
            try folder.publish(draft, as: final)
            return (BackupFile(path: final), manifest)
        } catch {
            DiskFile.remove(draft)
            throw error
        }
    }

    private func copy(to draft: String, _ progress: @escaping Administration.Progress) async throws -> BackupCensus {
        let file = try DiskFile.new(draft)
        return try await engine.copy(to: draft) { done, total in
            if done % Self.pagesBetweenSyncs == 0 { try? file.sync() }
            await progress(done, total)
        } looking: { session in
            try await BackupCensus.taken(in: session, .sqlite)
        }
    }
}
