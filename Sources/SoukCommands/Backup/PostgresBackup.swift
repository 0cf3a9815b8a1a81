import Catalogue
import SQLEngines

/// Makes a backup of a PostgreSQL database in use, by `pg_dump`.
struct PostgresBackup: Sendable {
    let site: PostgresSite
    let folder: BackupFolder
    let clock: WallClock
    /// Not to be restored on trial.
    let isQuick: Bool

    /// Dumps, restores it on trial, and only then gives it its name. Leaves nothing behind when it fails. What could
    /// not be checked is said in `note`.
    func make() async throws -> (file: BackupFile, manifest: BackupManifest, note: String?) {
        let time = clock.now()
        let (draft, final) = folder.draft(.postgres, at: time)
        do {
            let census = try await dump(to: draft)
            let manifest = try await BackupFile(path: draft).seal(
                .postgres, of: site.address.place, census, at: time)
            let note = try await PostgresTrial(site: site, file: BackupFile(path: draft), clock: clock).run(
                manifest, isQuick: isQuick)
            try folder.publish(draft, as: final)
            return (BackupFile(path: final), manifest, note)
        } catch {
            DiskFile.remove(draft)
            throw error
        }
    }

    /// Counts rows in the very snapshot that is dumped.
    private func dump(to draft: String) async throws -> BackupCensus {
        let file = try DiskFile.new(draft)
        let (dump, url) = (site.programs("pg_dump"), site.address.url)
        let census = try await site.engine.read(.bulk) { session in
            let census = try await BackupCensus.taken(in: session, .postgres)
            let snapshot: String? = try await session.value("SELECT pg_export_snapshot()")
            try await dump.run([
                "--format=custom", "--no-owner", "--no-privileges", "--no-password", "--lock-wait-timeout=10000",
                "--snapshot=\(snapshot ?? "")", "--file=\(draft)", "--dbname=\(url)",
            ])
            return census
        }
        try file.sync()
        return census
    }
}
