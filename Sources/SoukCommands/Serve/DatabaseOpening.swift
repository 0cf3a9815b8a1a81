import NIOCore
import SQLEngines

/// Opens the database that the settings name.
struct DatabaseOpening: Sendable {
    let settings: Settings
    let observer: (any EngineObserver)?
    /// The event loops that will ask.
    let group: any EventLoopGroup
    let patience: DatabasePatience

    /// Throws ``DatabaseUnusable`` when it cannot be opened, or not in time.
    func open() async throws -> any Engine {
        try await patience.bear { try await settings.open(observer: observer, on: group) }
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
        return try await database.open(sqlite: sqliteOptions(observer), postgres: postgres, on: group)
    }

    func sqliteOptions(_ observer: (any EngineObserver)? = nil) -> SQLiteOptions {
        var options = SQLiteOptions(observer: observer)
        // Reads have the other half of the requests that are worked on at once.
        options.stuckQueue = max(1, requestsInFlight / 2)
        return options
    }
}
