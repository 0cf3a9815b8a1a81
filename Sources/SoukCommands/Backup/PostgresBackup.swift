import Catalogue
import SQLEngines

/// Makes a backup of a PostgreSQL database in use, by `pg_dump`.
struct PostgresBackup: Sendable {
    let site: PostgresSite
    let folder: BackupFolder
    let clock: WallClock
    /// Not to be restored on trial.
    let isQuick: Bool

    /// What was made. What could not be checked is said in `note`.
    typealias Made = (file: BackupFile, manifest: BackupManifest, note: String?)

    /// Dumps, restores it on trial, and only then gives it its name. Leaves nothing behind when it fails.
    func make() async throws -> Made {
        try await make { _ in }.made
    }

    /// The same, with what tells whether anybody wrote to the database since.
    func makeSealed() async throws -> (made: Made, seal: PostgresSeal) {
        try await make { session in try await PostgresSeal.taken(in: session) }
    }

    /// `looking` sees what is dumped.
    private func make<Seen: Sendable>(
        _ looking: @escaping @Sendable (any Session) async throws -> Seen
    ) async throws -> (made: Made, Seen) {
        let time = clock.now()
        let (draft, final) = folder.draft(.postgres, at: time)
        do {
            let (census, seen) = try await dump(to: draft, looking)
            let manifest = try await BackupFile(path: draft).seal(
                .postgres, of: site.address.name(of: census.database), census, at: time)
            let note = try await PostgresTrial(site: site, file: BackupFile(path: draft), clock: clock).run(
                manifest, isQuick: isQuick)
            try folder.publish(draft, as: final)
            return ((BackupFile(path: final), manifest, note), seen)
        } catch {
            DiskFile.remove(draft)
            throw error
        }
    }

    /// Counts rows in the very snapshot that is dumped.
    private func dump<Seen: Sendable>(
        to draft: String, _ looking: @escaping @Sendable (any Session) async throws -> Seen
    ) async throws -> (BackupCensus, Seen) {
        let file = try DiskFile.new(draft)
        let (dump, url) = (site.programs("pg_dump"), site.address.url)
        let found = try await site.engine.read(.bulk) { session in
            let census = try await BackupCensus.taken(in: session, .postgres)
            let snapshot: String? = try await session.value("SELECT pg_export_snapshot()")
            try await dump.run([
                "--format=custom", "--no-owner", "--no-privileges", "--no-password", "--lock-wait-timeout=10000",
                "--snapshot=\(snapshot ?? "")", "--file=\(draft)", "--dbname=\(url)",
            ])
            return (census, try await looking(session))
        }
        try file.sync()
        return found
    }
}
