import ArgumentParser
import Foundation

/// `souk backup …`: the database as it was, for the day it is needed.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Make, check, restore and list backups of the database.",
        discussion: """
            A backup is one file with everything in the database: the shop, accounts, password hashes and sessions. \
            Keep it where nobody else can read it. It does not have the keys that sign tokens (souk.keys): keep a copy \
            of those elsewhere, or everybody has to log in again after a restore on another machine.
            """,
        subcommands: [BackupCreate.self, BackupVerify.self, BackupRestore.self, BackupListing.self])
}

struct BackupCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a backup and check it, also while the server runs.",
        discussion: """
            Nobody who uses the server waits for it. It is copied as of one moment, opened again, and checked: every page, \
            every foreign key, the rows of every table and a SHA-256. Only then it gets its name.
            """)

    @Option(name: .customLong("to"), help: ArgumentHelp("(default: <data>/backups)", valueName: "FOLDER"))
    var folder: String?
    @Option(help: ArgumentHelp("Delete the oldest, so that this many are left.", valueName: "NUMBER")) var keep: Int?
    @OptionGroup(title: "Settings") var flags: InstallationFlags

    func validate() throws {
        guard keep ?? 1 >= 1 else { throw ValidationError("--keep must be 1 or more.") }
    }

    func run() async throws {
        let installation = try await flags.installation()
        let folder = installation.backupFolder(folder)
        try await installation.perform(.createBackup(folder: folder.path, keep: keep))
    }
}

struct BackupVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check that a backup is whole and sound; changes nothing.")

    @Argument(help: "The backup.") var file: String
    @OptionGroup(title: "Settings") var flags: InstallationFlags

    func run() async throws {
        let installation = try await flags.installation()
        let check = BackupCheck(file: BackupFile(path: file))
        let manifest = try await check.checkBytes()
        try await check.checkSQLite(manifest)
        installation.terminal.say(
            "\(file) is sound: \(ProgressBar.grouped(manifest.totalRows)) rows of \(manifest.createdAt).")
    }
}

struct BackupRestore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup in the database's place, while no server runs.")

    @Argument(help: "The backup.") var file: String
    @Flag(name: .customLong("force"), help: "Also when there is a database already; the old one is kept beside it.")
    var isForced = false
    @OptionGroup(title: "Settings") var flags: InstallationFlags

    func run() async throws {
        try await flags.installation().restore(BackupFile(path: file), isForced: isForced)
    }
}

struct BackupListing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the backups, the newest last.")

    @Option(name: .customLong("in"), help: ArgumentHelp("(default: <data>/backups)", valueName: "FOLDER"))
    var folder: String?
    @OptionGroup(title: "Settings") var flags: InstallationFlags

    func run() async throws {
        let installation = try await flags.installation()
        installation.terminal.say(BackupList.text(installation.backupFolder(folder)))
    }
}
