import SQLEngines
import Synchronization

/// Remembers what an engine told it.
final class RecordingObserver: EngineObserver {
    struct Record: Sendable {
        var pointReads = 0
        var longReads = 0
        var moves = 0
        var givenWay = 0
        var writes = 0
        var commits: [Int] = []
        var checkpointedPages = 0
        var longestWait: Duration = .zero
    }

    private let state = Mutex(Record())

    var record: Record { state.withLock { $0 } }

    func read(_ effort: ReadEffort, took duration: Duration) {
        state.withLock { state in
            switch effort {
            case .point: state.pointReads += 1
            case .long, .bulk: state.longReads += 1
            }
        }
    }

    func readMoved() { state.withLock { $0.moves += 1 } }
    func writeGaveWay() { state.withLock { $0.givenWay += 1 } }

    func wrote(waiting: Duration, running: Duration) {
        state.withLock { state in
            state.writes += 1
            state.longestWait = max(state.longestWait, waiting)
        }
    }

    func committed(writes: Int, took duration: Duration) { state.withLock { $0.commits.append(writes) } }

    func checkpointed(pages: Int, took duration: Duration) { state.withLock { $0.checkpointedPages += pages } }
}
