/// The database's record of migrations and the program's do not go together, in a sentence for whoever started it.
public struct MigrationRefused: Error, Sendable, Equatable, CustomStringConvertible {
    public let description: String

    init(_ sentence: String) {
        description = sentence
    }

    static func newer(_ record: MigrationRecord, _ newest: Int) -> MigrationRefused {
        MigrationRefused(
            """
            The database is newer than this program: it has migration \(record.number) (\(record.name)), and this \
            program knows those up to \(newest). Start a newer version, or restore a backup made before the upgrade.
            """)
    }

    static func unknown(_ record: MigrationRecord) -> MigrationRefused {
        MigrationRefused(
            """
            The database has migration \(record.number) (\(record.name)), which this program does not know. It was \
            made by another program or version: start that one.
            """)
    }

    static func changed(_ record: MigrationRecord) -> MigrationRefused {
        MigrationRefused(
            """
            Migration \(record.number) (\(record.name)) has changed since it ran on this database. Put it back as \
            it was, and make the change in a new migration.
            """)
    }

    static func late(_ migration: Migration, _ latest: Int) -> MigrationRefused {
        MigrationRefused(
            """
            Migration \(migration.number) (\(migration.name)) has not run, but migration \(latest) has. Give it a \
            number above \(latest).
            """)
    }
}
