import Catalogue
import FoundationEssentials
import SQLEngines
import SoukServer

/// The database that the settings name, and whoever holds it. Commands ask the server when one runs, and otherwise open
/// the database themselves.
struct Installation: Sendable {
    let settings: Settings
    let terminal: Terminal
    let clock: WallClock

    /// Does it, showing progress, and says what came of it. Throws the refusal.
    func perform(_ request: AdministrationRequest) async throws(Failure) {
        let bar = ProgressBar(terminal)
        let reply = try await reply(to: request) { done, total in bar.show(done, of: total) }
        bar.clear()
        try reply.lines().forEach(terminal.say)
    }

    /// Has it done. A server that starts or stops holds the database for a moment without answering: asked again a few
    /// times.
    func reply(
        to request: AdministrationRequest, files: CommandFiles = .none, progress: @escaping Administration.Progress
    ) async throws(Failure) -> AdministrationReply {
        var attemptsLeft = 10
        while true {
            if let server = try await ControlClient.connect(to: ControlSocket.path(in: settings.dataFolder)) {
                let said = settings.source(of: SettingTable.database.line) != .standard
                let database = said ? settings.database.whereabouts : nil
                return try await server.perform(
                    ControlRequest(database: database, request: request), files: files, progress: progress)
            }
            if !request.mayBegin, let path = settings.database.missingFile {
                throw Failure(.unavailable, "There is no database at \(path). `souk serve` makes one.")
            }
            do {
                return try await alone(request, files: files, progress: progress)
            } catch let error as DatabaseInUse where attemptsLeft > 0 {
                attemptsLeft -= 1
                try? await Task.sleep(for: .milliseconds(200))
                if Task.isCancelled { throw Failure(explaining: error) }
            } catch let error as DatabaseInUse {
                throw Failure(
                    .unavailable,
                    "\(error.description) If a Souk server holds it, name that server's data folder: --data PATH.")
            } catch {
                throw Failure(explaining: error)
            }
        }
    }

    /// Does it here, as no server has the database. A backup is of the database as it is, before an upgrade too.
    private func alone(
        _ request: AdministrationRequest, files: CommandFiles, progress: @escaping Administration.Progress
    ) async throws -> AdministrationReply {
        if case .createBackup(let folder, let keep) = request {
            return try await withBareDatabase { engine in
                let backups = BackupAdministration(engine: engine, clock: clock)
                return .done(try await backups.create(in: folder, keep: keep, progress))
            }
        }
        return try await withDatabase { engine in
            let upload = request.takesFile ? try Spool.filled(by: files) : nil
            let passed = RequestFiles(upload: upload) { try files.take($0) }
            return try await administration(on: engine).perform(request, files: passed, progress: progress)
        }
    }

    /// Opens the database with its tables up to date, and gives it back at the end.
    func withDatabase<Value>(_ body: (any Engine) async throws -> Value) async throws -> Value {
        try await withBareDatabase { engine in
            try await Migrator(Catalogue.migrations).up(engine)
            return try await body(engine)
        }
    }

    /// Opens the database as it is, and gives it back at the end.
    func withBareDatabase<Value>(_ body: (any Engine) async throws -> Value) async throws -> Value {
        let engine = try await settings.open()
        return try await engine.closing { try await body($0) }
    }

    /// Goes on with the keys there are, or new ones, though the database was used with others before.
    func adoptKeys() async throws(Failure) {
        do {
            try await withDatabase { engine in
                let register = try catalogue(on: engine).keys
                do {
                    _ = try await SigningKeys.open(try settings.keySource(), for: register, clock: clock)
                } catch is KeysRefused {
                    _ = try await SigningKeys.adopt(try settings.keySource(), for: register, clock: clock)
                    return
                }
                throw Failure(
                    .refused, "The database knows these keys: nothing is lost. For a new key use `souk key rotate`.")
            }
        } catch {
            throw Failure(explaining: error)
        }
        terminal.say("The signing key is adopted. Everybody has to log in again.")
    }

    private func administration(on engine: any Engine) async throws -> Administration {
        let catalogue = try catalogue(on: engine)
        return Administration(
            catalogue: catalogue,
            keys: {
                let keys = try await SigningKeys.open(try settings.keySource(), for: catalogue.keys, clock: clock)
                return KeyAdministration(keys: keys, use: { _ in })
            }, backups: BackupAdministration(engine: engine, clock: clock))
    }

    /// The shop as the settings want it.
    func catalogue(on engine: any Engine) throws(Failure) -> Catalogue {
        Catalogue(engine: engine, clock: clock, settings: try settings.catalogueSettings())
    }
}

extension Settings {
    /// The settings that the catalogue needs. One password hash a core at a time.
    func catalogueSettings() throws(Failure) -> CatalogueSettings {
        let cost: PasswordCost
        do {
            cost = try PasswordCost(memory: UInt32(hashMemory), passes: UInt32(hashPasses), lanes: 1)
        } catch {
            throw Failure(.configuration, "hash-memory and hash-passes: the cost \(error.detail).")
        }
        let accounts = AccountSettings(
            registrationIsOpen: registration == .open, passwordCost: cost, hashParallelism: Processors.count)
        return CatalogueSettings(defaultCurrency: defaultCurrency, accounts: accounts)
    }
}

extension EngineURL {
    /// What tells this database from others, by whatever name its file is reached. One on PostgreSQL may be named in too
    /// many ways to be compared: a server that has one is taken to have the one that is meant.
    var whereabouts: String {
        switch location {
        case .sqlite(let path): "sqlite:" + URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        case .postgres: "postgres"
        }
    }
}
