import Catalogue
import SQLEngines

/// How this instance and its database are.
struct Vitals: Sendable {
    struct Report: Sendable, Equatable {
        /// `SQLite`, `PostgreSQL`
        let database: String
        /// nil when the database cannot say, as when it cannot be reached.
        let size: EngineSize?
        /// Bytes left on the disk of the database; where that is another machine's, of the data folder. nil when neither
        /// can be told.
        let freeDisk: Int64?
        /// Since this instance was made.
        let uptime: Duration
        let version: String
        /// What keeps this instance from serving, in words for the operator; empty when it is ready.
        let obstacles: [String]

        var isReady: Bool { obstacles.isEmpty }
    }

    private let engine: any Engine
    private let readiness: Readiness
    private let version: String
    private let dataFolder: String?
    private let clock: MonotonicClock
    private let start: Duration

    /// - Parameter dataFolder: the folder of everything that must last; nil for none.
    init(
        engine: any Engine, readiness: Readiness, version: String, dataFolder: String?, clock: MonotonicClock = .system
    ) {
        self.engine = engine
        self.readiness = readiness
        self.version = version
        self.dataFolder = dataFolder
        self.clock = clock
        start = clock.now()
    }

    /// Asks the database, for at most as long as ``Readiness`` does; never throws.
    func report() async -> Report {
        let obstacles = await readiness.obstacles()
        let size = obstacles.isEmpty ? try? await engine.size() : nil
        return Report(
            database: engine.dialect.title, size: size,
            freeDisk: size?.freeBytes ?? dataFolder.flatMap { Disk.free(at: $0) }, uptime: clock.now() - start,
            version: version, obstacles: obstacles)
    }
}
