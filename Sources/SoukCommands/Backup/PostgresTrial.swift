import Catalogue
import SQLEngines

/// Restores a backup into a database made for that alone, to see that it can be.
struct PostgresTrial: Sendable {
    let site: PostgresSite
    let file: BackupFile
    let clock: WallClock

    private static let front = "souk_trial_"
    /// After so many seconds a trial that nobody is connected to was left behind by a killed command.
    private static let longest: Int64 = 24 * 60 * 60

    /// Checks the dump's own list, then restores all of it and compares. Returns what could not be checked, as a
    /// sentence; throws a ``Failure`` when the backup is not sound.
    func run(_ manifest: BackupManifest, isQuick: Bool) async throws -> String? {
        try await Self.checkList(of: file, manifest, site.programs)
        if isQuick { return "It was not restored on trial, as --quick was asked for." }
        let mayCreate: Bool? = try await site.engine.value(
            "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
        guard mayCreate == true else {
            return "It was not restored on trial: the database's user may not create databases (ALTER ROLE … CREATEDB)."
        }
        try await restoreApart(manifest)
        return nil
    }

    /// Whether pg_restore can read the dump's own list, and every table is in it. Needs no server.
    static func checkList(of file: BackupFile, _ manifest: BackupManifest, _ programs: PostgresPrograms) async throws {
        let list: String
        do {
            list = try await programs("pg_restore").run(["--list", file.path])
        } catch let failure as Failure {
            throw Failure(.dataError, "The dump in \(file.path) cannot be read. \(failure.sentence)")
        }
        let lines = list.split(separator: "\n")
        for table in manifest.rows.keys.sorted() {
            guard lines.contains(where: { $0.contains(" TABLE DATA ") && $0.contains(" \(table) ") }) else {
                throw Failure(.dataError, "The dump in \(file.path) lacks the table \(table).")
            }
        }
    }

    private func restoreApart(_ manifest: BackupManifest) async throws {
        let server = "--maintenance-db=\(site.address.url)"
        let now = clock.now().microseconds / 1_000_000
        await dropForgotten(before: now - Self.longest, server)
        let name = "\(Self.front)\(now)_\(Hexadecimal.text(SecureRandom.system.bytes(6)))"
        let trial = site.address.database(name)
        try await site.programs("createdb").run([
            server, "--no-password", "--template=template0", "--encoding=UTF8", name,
        ])
        do {
            try await fill(trial)
            try await EngineURL(trial.engineURL).withCommandsEngine { engine in
                try await BackupCheck(file: file).checkContent(manifest, engine)
            }
        } catch {
            await drop(name, server)
            throw error
        }
        await drop(name, server)
    }

    private func fill(_ trial: PostgresAddress) async throws {
        do {
            try await site.programs("pg_restore").run(
                PostgresRestoring.restoring + [
                    "--exit-on-error", "--single-transaction", "--dbname=\(trial.url)", file.path,
                ])
        } catch let failure as Failure where !failure.sentence.contains("could not connect") {
            if failure.exitCode == .inputOutput { throw failure }
            throw Failure(.dataError, "The backup cannot be restored. \(failure.sentence)")
        }
    }

    /// A trial is a whole copy of the shop: one that a killed command left goes when the next is made.
    private func dropForgotten(before time: Int64, _ server: String) async {
        let trials: [String]? = try? await site.engine.all(
            """
            SELECT CAST(datname AS TEXT) FROM pg_database d WHERE starts_with(CAST(datname AS TEXT), \(Self.front))
            AND datdba = (SELECT oid FROM pg_roles WHERE rolname = current_user)
            AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.datname = d.datname)
            """
        ) { row in try row.next() }
        for name in trials ?? [] {
            let made = Int64(name.dropFirst(Self.front.count).prefix { $0 != "_" })
            if let made, made < time { await drop(name, server) }
        }
    }

    /// Also when the work was cancelled.
    private func drop(_ name: String, _ server: String) async {
        let program = site.programs("dropdb")
        _ = await Task { try? await program.run([server, "--no-password", "--if-exists", "--force", name]) }.value
    }
}
