import Catalogue
import Logging
import RESTKit
import SQLEngines
import SoukServer

extension SoukServer {
    /// The server as these settings make it, without a database behind it: to be read about, not to be run.
    static func documented(by settings: Settings) async throws -> SoukServer {
        let key = try KeyRing.Key(id: "none", secret: SecureRandom.system.bytes(32))
        return try await build(
            settings: try settings.serverSettings(keys: KeyRing(current: key)), engine: NoDatabase(), clock: .system,
            logger: Logger(label: "souk") { _ in SwiftLogNoOpLogHandler() }, requestLog: { _ in })
    }
}

/// An engine that is closed from the start.
private struct NoDatabase: Engine {
    let dialect = Dialect.sqlite

    func run(_ sql: SQL, each: (inout Row) throws -> Void) async throws -> Int { throw EngineError.closed }

    func read<Value: Sendable>(
        _ effort: ReadEffort, _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value { throw EngineError.closed }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value { throw EngineError.closed }

    func maintain<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value { throw EngineError.closed }

    func close() async {}
}
