import Catalogue
import SQLEngines

/// Puts a backup in the place of what a PostgreSQL database has.
struct PostgresRestoring: Sendable {
    let site: PostgresSite
    let file: BackupFile
    let folder: BackupFolder
    let clock: WallClock

    /// Returns what came of it. Throws a ``Failure`` while instances use the database, when it has tables and `isForced` is
    /// not said, and when the backup is not sound; then nothing was changed. A restore that fails in the middle is
    /// rolled back.
    func run(isForced: Bool, isQuick: Bool) async throws -> [String] {
        try await site.checkNobodyServes("Stop every instance first.")
        let tables = try await site.engine.read(.bulk) { try await TableCensus.names(in: $0, .postgres) }
        guard isForced || tables.isEmpty else {
            throw Failure(
                .refused,
                "The database has tables. With --force a backup of it is made, and then this one takes its place.")
        }
        let lock = try folder.claim()
        defer { withExtendedLifetime(lock) {} }
        let manifest = try await BackupCheck(file: file).checkBytes()
        let note = try await PostgresTrial(site: site, file: file, clock: clock).run(manifest, isQuick: isQuick)
        var lines = ["Restored \(ProgressBar.grouped(manifest.totalRows)) rows of \(manifest.createdAt)."]
        if tables.isEmpty {
            try await site.programs("pg_restore").run(
                Self.restoring + ["--exit-on-error", "--single-transaction", "--dbname=\(site.address.url)", file.path])
        } else {
            let backup = PostgresBackup(site: site, folder: folder, clock: clock, isQuick: isQuick)
            let (old, seal) = try await backup.makeSealed()
            lines.append("What was there before is kept as \(old.file.path).")
            if let note = old.note { lines.append(note) }
            try await site.checkNobodyServes("One was started meanwhile. Nothing was restored.")
            try await replaceAll(seal)
        }
        try await BackupCheck(file: file).checkContent(manifest, site.engine)
        return lines + [note].compactMap { $0 }
    }

    static let restoring = ["--no-owner", "--no-privileges", "--no-password"]

    /// Away with the old and in with the new in one transaction, from a script that is complete before it begins. Refuses
    /// when the old is not what was sealed any more.
    private func replaceAll(_ old: PostgresSeal) async throws {
        let (clearing, script) = (folder.path + "/souk-clearing.partial", folder.path + "/souk-restoring.partial")
        defer {
            DiskFile.remove(clearing)
            DiskFile.remove(script)
        }
        try DiskFile.new(clearing).append(Array((old.script + Self.clearing).utf8))
        _ = try DiskFile.new(script)
        try await site.programs("pg_restore").run(
            ["--no-owner", "--no-privileges", "--file=\(script)", file.path])
        try await site.programs("psql").run([
            "--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1", "--single-transaction",
            "--file=\(clearing)", "--file=\(script)", "--dbname=\(site.address.url)",
        ])
    }

    /// Drops what the schema in use has, but for what belongs to an extension.
    private static let clearing = """
        DO $clear$
        DECLARE thing record;
        BEGIN
          FOR thing IN SELECT CAST(c.oid AS regclass) AS name FROM pg_class c
            WHERE c.relkind IN ('r', 'p') AND c.relnamespace = CAST(current_schema() AS regnamespace)
            AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
          LOOP EXECUTE 'DROP TABLE IF EXISTS ' || thing.name || ' CASCADE'; END LOOP;
          FOR thing IN SELECT CAST(p.oid AS regprocedure) AS name FROM pg_proc p
            WHERE p.pronamespace = CAST(current_schema() AS regnamespace)
            AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
          LOOP EXECUTE 'DROP ROUTINE IF EXISTS ' || thing.name || ' CASCADE'; END LOOP;
          FOR thing IN SELECT CAST(t.oid AS regconfig) AS name FROM pg_ts_config t
            WHERE t.cfgnamespace = CAST(current_schema() AS regnamespace)
          LOOP EXECUTE 'DROP TEXT SEARCH CONFIGURATION IF EXISTS ' || thing.name || ' CASCADE'; END LOOP;
        END
        $clear$;

        """
}
