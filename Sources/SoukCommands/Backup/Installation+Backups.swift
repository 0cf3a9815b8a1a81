import FoundationEssentials
import SQLEngines
import SoukServer

extension Installation {
    /// The named folder, or the usual one, by its whole path: the server that is asked may run elsewhere.
    func backupFolder(_ path: String?) -> BackupFolder {
        BackupFolder(path: URL(fileURLWithPath: path ?? settings.dataFolder + "/backups").path)
    }

    /// Makes a backup and deletes the oldest beyond `keep`. What a server has open is asked of that server; to PostgreSQL
    /// this command goes itself.
    func createBackup(in folder: BackupFolder, keep: Int?, isQuick: Bool) async throws(Failure) {
        guard case .postgres(let url) = settings.database.location else {
            return try await perform(.createBackup(folder: folder.path, keep: keep))
        }
        try await explaining("No backup was made.") {
            try await PostgresSite.open(url, .process) { site in
                let lock = try folder.claim()
                defer { withExtendedLifetime(lock) {} }
                let (file, manifest, note) = try await PostgresBackup(
                    site: site, folder: folder, clock: clock, isQuick: isQuick
                ).make()
                let deleted = try keep.map { try BackupAdministration.clear(folder, keeping: $0, besides: file) } ?? []
                return [BackupAdministration.sentence(file, manifest)] + deleted + [note].compactMap { $0 }
            }
        }
    }

    /// Checks the backup as its engine allows: a dump of PostgreSQL is restored on trial where the settings name a server.
    func verify(_ file: BackupFile, isQuick: Bool) async throws(Failure) {
        try await explaining("") {
            let check = BackupCheck(file: file)
            let manifest = try await check.checkBytes()
            let sound =
                "\(file.path) is sound: \(ProgressBar.grouped(manifest.totalRows)) rows of \(manifest.createdAt)."
            switch (manifest.engine, settings.database.location) {
            case (.sqlite, _):
                try await check.checkSQLite(manifest)
                return [sound]
            case (.postgres, .postgres(let url)) where !isQuick:
                let note = try await PostgresSite.open(url, .process) { site in
                    try await PostgresTrial(site: site, file: file, clock: clock).run(manifest, isQuick: false)
                }
                return [sound] + [note].compactMap { $0 }
            case (.postgres, _):
                let programs = try await PostgresPrograms(
                    server: Self.major(of: manifest), PostgresAddress("postgres:///"), .process)
                try await PostgresTrial.checkList(of: file, manifest, programs)
                return [
                    sound,
                    "It was not restored on trial: that needs a server, --database postgres://…, and no --quick.",
                ]
            }
        }
    }

    /// The version of the server that the backup was made of: `15.18 (Debian …)` is 15.
    private static func major(of manifest: BackupManifest) -> Int {
        Int(manifest.engineVersion.prefix { $0.isNumber }) ?? 15
    }

    /// Puts the backup in the database's place and says what to do next.
    func restore(_ file: BackupFile, isForced: Bool, isQuick: Bool) async throws(Failure) {
        try await explaining("") {
            let engine = try file.manifest().engine
            switch (engine, settings.database.location) {
            case (.sqlite, .sqlite(let path)):
                return try await SQLiteRestoring(file: file, path: path, clock: clock).run(isForced: isForced)
            case (.postgres, .postgres(let url)):
                return try await PostgresSite.open(url, .process) { site in
                    try await PostgresRestoring(site: site, file: file, folder: backupFolder(nil), clock: clock)
                        .run(isForced: isForced, isQuick: isQuick)
                }
            case (.sqlite, .postgres), (.postgres, .sqlite):
                throw Failure(
                    .usage,
                    "\(file.path) is of the engine \(engine.rawValue), and the database is not. Restore it to one of its own "
                        + "engine, and take it over with `souk move`.")
            }
        }
        if case .file(let keys)? = try? settings.keySource(), !FileManager.default.fileExists(atPath: keys) {
            terminal.note(
                "The signing keys are not part of a backup: put yours back as \(keys), or run `souk key adopt`; then "
                    + "everybody has to log in again.")
        }
    }

    /// Says what came of the work, or throws the ``Failure``. Control-C ends it cleanly.
    private func explaining(
        _ sentence: String, _ work: @escaping @Sendable () async throws -> [String]
    ) async throws(Failure) {
        do {
            for line in try await Interruption.ending(sentence, work) { terminal.say(line) }
        } catch {
            throw Failure(explaining: error)
        }
    }
}
