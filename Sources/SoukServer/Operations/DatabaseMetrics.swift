import Metrics
import SQLEngines

/// How long the database's work takes, and what waits for it.
struct DatabaseMetrics: EngineObserver {
    private let pointReads: Metrics.Timer
    private let longReads: Metrics.Timer
    private let bulkReads: Metrics.Timer
    private let moved: Counter
    private let gaveWay: Counter
    private let waiting: Metrics.Timer
    private let running: Metrics.Timer
    private let commits: Metrics.Timer
    private let commitSizes: Recorder
    private let checkpoints: Metrics.Timer

    init(factory: any MetricsFactory) {
        func timer(_ label: String, _ dimensions: [(String, String)] = []) -> Metrics.Timer {
            Metrics.Timer(label: label, dimensions: dimensions, factory: factory)
        }
        pointReads = timer("database_read_seconds", [("effort", "point")])
        longReads = timer("database_read_seconds", [("effort", "long")])
        bulkReads = timer("database_read_seconds", [("effort", "bulk")])
        moved = Counter(label: "database_reads_moved_total", factory: factory)
        gaveWay = Counter(label: "database_writes_given_way_total", factory: factory)
        waiting = timer("database_write_wait_seconds")
        running = timer("database_write_seconds")
        commits = timer("database_commit_seconds")
        commitSizes = Recorder(label: "database_commit_writes", aggregate: true, factory: factory)
        checkpoints = timer("database_checkpoint_seconds")
    }

    func read(_ effort: ReadEffort, took duration: Duration) {
        switch effort {
        case .point: pointReads.record(duration)
        case .long: longReads.record(duration)
        case .bulk: bulkReads.record(duration)
        }
    }

    func readMoved() {
        moved.increment()
    }

    func writeGaveWay() {
        gaveWay.increment()
    }

    func wrote(waiting: Duration, running: Duration) {
        self.waiting.record(waiting)
        self.running.record(running)
    }

    func committed(writes: Int, took duration: Duration) {
        commits.record(duration)
        commitSizes.record(writes)
    }

    func checkpointed(pages: Int, took duration: Duration) {
        checkpoints.record(duration)
    }
}

extension Metrics.Timer {
    fileprivate func record(_ duration: Duration) {
        recordNanoseconds(Int64(duration / .nanoseconds(1)))
    }
}
