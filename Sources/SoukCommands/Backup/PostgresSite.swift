import Catalogue
import SQLEngines

/// A PostgreSQL database together with the programs that dump and restore it.
struct PostgresSite: Sendable {
    let address: PostgresAddress
    let programs: PostgresPrograms
    let engine: any Engine

    /// Connections of this process are known by this name, so that it can tell them from those of instances.
    static let program = "souk-command"

    /// Connects, and finds programs that know the server. `body` has it to itself; then it is closed.
    static func open<Value>(
        _ url: String, _ surroundings: Surroundings, _ body: (PostgresSite) async throws -> Value
    ) async throws -> Value {
        let address = try PostgresAddress(url)
        return try await EngineURL(address.engineURL).withCommandsEngine { engine in
            let server: String? = try await engine.value("SELECT current_setting('server_version_num')")
            let major = (server.flatMap { Int($0) } ?? 0) / 10_000
            let programs = try await PostgresPrograms(server: major, address, surroundings)
            return try await body(PostgresSite(address: address, programs: programs, engine: engine))
        }
    }

    /// Throws when an instance of Souk uses the database at this moment.
    func checkNobodyServes(_ advice: String) async throws {
        guard let count = try await Self.instances(on: engine), count > 0 else { return }
        throw Failure(.unavailable, "Souk is using the database (\(count) connections). \(advice)")
    }

    /// Connections of instances to the engine's database; nil where the engine is no PostgreSQL.
    static func instances(on engine: any Engine) async throws -> Int? {
        guard engine.dialect.name == .postgres else { return nil }
        return try await engine.value(
            """
            SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
            AND application_name LIKE 'souk%' AND application_name <> \(program)
            """)
    }
}

extension EngineURL {
    /// Opens the database by connections that are known as a command's, and gives it back at the end.
    func withCommandsEngine<Value>(_ body: (any Engine) async throws -> Value) async throws -> Value {
        var options = PostgresOptions()
        options.applicationName = PostgresSite.program
        return try await open(postgres: options).closing { try await body($0) }
    }
}
