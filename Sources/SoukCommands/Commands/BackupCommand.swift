import ArgumentParser

/// `souk backup …`: the database as it was, for the day it is needed.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Make, check, restore and list backups of the database.",
        discussion: """
            A backup is one file with everything in the database: the shop, accounts, password hashes and sessions. \
            Keep it where nobody else can read it. A backup of an embedded database does not have the keys that sign \
            tokens (souk.keys): keep a copy of those elsewhere, or everybody has to log in again after a restore on another \
            machine. PostgreSQL's has them, unless the configuration gives them (token-key).
            """,
        subcommands: [BackupCreate.self, BackupVerify.self, BackupRestore.self, BackupListing.self])
}

struct BackupCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a backup and check it, also while the server runs.",
        discussion: """
            Nobody who uses the server waits for it. It is copied as of one moment, opened again, and checked: every page, \
            every foreign key, the rows of every table and a SHA-256. Only then it gets its name. PostgreSQL is dumped by \
            pg_dump (postgresql-client) and restored on trial into a database made for that, which needs CREATEDB.
            """)

    @Option(name: .customLong("to"), help: ArgumentHelp("(default: <data>/backups)", valueName: "FOLDER"))
    var folder: String?
    @Option(help: ArgumentHelp("Delete the oldest, so that this many are left.", valueName: "NUMBER")) var keep: Int?
    @Flag(name: .customLong("quick"), help: "PostgreSQL: do not restore it on trial.") var isQuick = false
    @OptionGroup(title: "Settings") var flags: InstallationFlags

    func validate() throws {
        guard keep ?? 1 >= 1 else { throw ValidationError("--keep must be 1 or more.") }
    }

    func run() async throws {
        let installation = try flags.installation()
        try await installation.createBackup(in: installation.backupFolder(folder), keep: keep, isQuick: isQuick)
    }
}

struct BackupVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check that a backup is whole and sound; changes nothing.")

    @Argument(help: "The backup.") var file: String
    @Flag(name: .customLong("quick"), help: "PostgreSQL: do not restore it on trial.") var isQuick = false
    @OptionGroup(title: "Settings") var flags: InstallationFlags

    func run() async throws {
        try await flags.installation().verify(BackupFile(path: file), isQuick: isQuick)
    }
}

struct BackupRestore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup in the database's place, while no server runs.")

    @Argument(help: "The backup.") var file: String
    @Flag(
        name: .customLong("force"),
        help: "Also when there is a database already; the old one is kept: beside it, or (PostgreSQL) as a backup.")
    var isForced = false
    @Flag(name: .customLong("quick"), help: "PostgreSQL: do not restore it on trial first.") var isQuick = false
    @OptionGroup(title: "Settings") var flags: InstallationFlags

    func run() async throws {
        try await flags.installation().restore(BackupFile(path: file), isForced: isForced, isQuick: isQuick)
    }
}

struct BackupListing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the backups, the newest last.")

    @Option(name: .customLong("in"), help: ArgumentHelp("(default: <data>/backups)", valueName: "FOLDER"))
    var folder: String?
    @OptionGroup(title: "Settings") var flags: InstallationFlags

    func run() async throws {
        let installation = try flags.installation()
        let place = installation.backupFolder(folder)
        guard place.isThere || folder == nil else { throw Failure(.inputOutput, "There is no folder \(place.path).") }
        installation.terminal.say(place.isThere ? try BackupList.text(place) : "There are no backups yet.")
    }
}
