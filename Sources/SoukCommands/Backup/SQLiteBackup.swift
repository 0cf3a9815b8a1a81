import Catalogue
import SQLEngines
import Synchronization

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
        // The system tells each that has the file open of a failure once: it must not go unheard, and must be asked for here.
        let failure = Mutex<Failure?>(nil)
        let sync: @Sendable () -> Void = {
            do throws(Failure) { try file.sync() } catch { failure.withLock { $0 = $0 ?? error } }
        }
        let census = try await engine.copy(to: draft) { done, total in
            if done % Self.pagesBetweenSyncs == 0 { sync() }
            await progress(done, total)
        } looking: { session in
            try await BackupCensus.taken(in: session, .sqlite)
        }
        sync()
        if let failure = failure.withLock({ $0 }) { throw failure }
        return census
    }
}
