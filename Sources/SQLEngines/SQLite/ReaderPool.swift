import Synchronization

/// The connections that read. A read takes one for itself; the one returned last is taken first, its cache warm.
///
/// Reads that run where they are called never suspend, so there are never more connections than threads that read.
final class ReaderPool: Sendable {
    /// Connections kept open while nobody reads.
    private static let kept = 8

    private struct State {
        var idle: [SQLiteReader] = []
        /// Reads inside the pool, with a connection or still waiting for a thread.
        var users = 0
        var isClosed = false
    }

    private let state: Mutex<State>
    private let emptied = Gate()
    private let open: @Sendable () throws -> SQLiteReader

    /// `open` makes one more connection when all are taken.
    init(open: @escaping @Sendable () throws -> SQLiteReader) throws {
        self.open = open
        state = Mutex(State(idle: [try open()]))
    }

    /// Keeps the pool open until ``leave()``. Throws ``EngineError/closed`` when it is closed.
    func enter() throws {
        try state.withLock { state in
            if state.isClosed { throw EngineError.closed }
            state.users += 1
        }
    }

    func leave() {
        let isEmptied = state.withLock { state in
            state.users -= 1
            return state.isClosed && state.users == 0
        }
        if isEmptied { emptied.open() }
    }

    /// Takes a connection, to be returned by ``giveBack(_:)``. Who has entered before gets one even while the pool
    /// is closing; anybody else is told ``EngineError/closed``.
    func take(hasEntered: Bool = false) throws -> SQLiteReader {
        let idle = try state.withLock { state in
            if state.isClosed, !hasEntered { throw EngineError.closed }
            state.users += 1
            return state.idle.popLast()
        }
        if let idle { return idle }
        do {
            return try open()
        } catch {
            leave()
            throw error
        }
    }

    func giveBack(_ reader: SQLiteReader) {
        let isKept = state.withLock { state in
            if state.isClosed || state.idle.count >= Self.kept { return false }
            state.idle.append(reader)
            state.users -= 1
            return true
        }
        if isKept { return }
        reader.close()
        leave()
    }

    /// Lets nobody in any more, and returns when the last has left and every connection is closed.
    func close() async {
        let (idle, isEmpty) = state.withLock { state in
            state.isClosed = true
            defer { state.idle = [] }
            return (state.idle, state.users == 0)
        }
        for reader in idle { reader.close() }
        if isEmpty { emptied.open() }
        await emptied.wait()
    }
}
