import Logging
import NIOCore
import SQLEngines

/// Opens the database that the settings name. One beyond a network is waited for: programs start in any order.
struct DatabaseOpening: Sendable {
    let settings: Settings
    let observer: (any EngineObserver)?
    /// The event loops that will ask.
    let group: any EventLoopGroup
    /// Is told why it waits.
    let logger: Logger

    /// How long a server waits for its database.
    private static let patience = Duration.seconds(30)
    private static let pause = Duration.seconds(1)

    /// Throws ``DatabaseUnusable`` when it cannot be opened, or not in time.
    func open() async throws -> any Engine {
        let start = ContinuousClock.now
        while true {
            do {
                return try await settings.open(observer: observer, on: group)
            } catch let reason as DatabaseUnusable where reason.mayPass {
                guard ContinuousClock.now - start + Self.pause < Self.patience else { throw reason }
                logger.warning("waiting for the database", metadata: ["reason": "\(reason.description)"])
                try await Task.sleep(for: Self.pause)
            }
        }
    }
}

extension Settings {
    /// Opens the database. Throws ``DatabaseInUse`` and ``DatabaseUnusable``.
    func open(
        observer: (any EngineObserver)? = nil, on group: (any EventLoopGroup)? = nil
    ) async throws -> any Engine {
        var postgres = PostgresOptions(observer: observer)
        postgres.connections = databaseConnections
        if case .postgres(let url)? = readDatabase?.location { postgres.replica = url }
        return try await database.open(sqlite: SQLiteOptions(observer: observer), postgres: postgres, on: group)
    }
}
