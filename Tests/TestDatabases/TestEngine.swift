import Foundation
public import SQLEngines

/// The engines that a test of what runs on all of them runs on. PostgreSQL is there when `SOUK_TEST_POSTGRES` names a
/// server (a superuser's URL, as `Scripts/with-postgres` gives it).
public enum TestEngine: String, CaseIterable, Sendable {
    case sqlite, postgres

    public static var all: [TestEngine] {
        serverURL == nil ? [.sqlite] : allCases
    }

    /// The server for tests; nil when there is none.
    public static var serverURL: String? {
        ProcessInfo.processInfo.environment["SOUK_TEST_POSTGRES"].flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// An empty database of a test's own.
public struct TestDatabase: Sendable {
    public let engine: any Engine
    /// `postgres://…`, for connections beside the engine's; nil for SQLite.
    public let url: String?
    private let ending: (@Sendable () async -> Void)?

    /// `template` makes what each database begins with. On PostgreSQL it is made once a process and copied, and a copy
    /// is emptied for the next test rather than made anew, which takes ten times as long.
    public init(
        _ kind: TestEngine, sqlite: SQLiteOptions = .forTests, postgres: PostgresOptions = .forTests,
        template: DatabaseTemplate? = nil
    ) async throws {
        switch kind {
        case .sqlite:
            let engine = try await SQLiteEngine.temporary(options: sqlite)
            try await template?.prepare(engine)
            (self.engine, url, ending) = (engine, nil, nil)
        case .postgres:
            await Turns.databases.take()
            do {
                let server = try TestServer(url: TestEngine.serverURL ?? "")
                let (name, isUsed) = try await server.database(from: template)
                let url = server.url(of: name)
                engine = try await PostgresEngine.open(url: url, options: postgres)
                if isUsed { try await engine.empty() }
                self.url = url
                ending = {
                    if let template { template.give(name) } else { await server.drop(name) }
                    Turns.databases.give()
                }
            } catch {
                Turns.databases.give()
                throw error
            }
        }
    }

    /// Closes the engine, and removes the database or leaves it to the next.
    public func end() async {
        await engine.close()
        await ending?()
    }
}

extension PostgresOptions {
    /// Few connections, as very many tests run at once, and patience, as they do so on a busy machine.
    public static var forTests: PostgresOptions {
        var options = PostgresOptions()
        options.connections = 4
        // Where hundreds of tests run at once a transaction of a second takes twenty.
        options.connectionWait = .seconds(60)
        options.lockWait = .seconds(60)
        options.statementLimit = .seconds(60)
        options.longLimit = .seconds(20)
        options.idleLimit = .seconds(120)
        return options
    }
}

extension SQLiteOptions {
    /// The same patience.
    public static var forTests: SQLiteOptions {
        var options = SQLiteOptions()
        options.longLimit = .seconds(20)
        return options
    }
}

/// Runs `body` with a database of its own, which ends with it.
@discardableResult
public func withDatabase<Value>(
    _ kind: TestEngine, sqlite: SQLiteOptions = .forTests, postgres: PostgresOptions = .forTests,
    template: DatabaseTemplate? = nil, _ body: (TestDatabase) async throws -> Value
) async throws -> Value {
    let database = try await TestDatabase(kind, sqlite: sqlite, postgres: postgres, template: template)
    do {
        let value = try await body(database)
        await database.end()
        return value
    } catch {
        await database.end()
        throw error
    }
}
