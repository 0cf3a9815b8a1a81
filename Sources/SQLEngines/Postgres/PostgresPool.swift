import NIOCore
import Synchronization

/// Connections for one transaction at a time. Who finds none, or may have no more of them for such work
/// (``PostgresShares``), waits in that work's line, a bounded time; connections that break are made anew as long as somebody
/// waits, with growing pauses between failures.
final class PostgresPool: Sendable {
    private enum Entry {
        case found(PostgresLease)
        case waits
        case refused(EngineError)
    }

    private enum Place {
        case kept
        case superfluous(isEmptied: Bool)
    }

    private struct State {
        var shares: PostgresShares
        var lines = PostgresLines()
        var idle: [PostgresConnection] = []
        /// Connections there are, taken ones and those being made included.
        var count = 0
        var connecting = 0
        /// Attempts to connect that failed in a row.
        var failures = 0
        var isClosed = false

        /// What the work is let in as; nil when it has to wait. A write may wait for locks where not too many do, and nobody
        /// else wants to.
        func admission(of work: PostgresWork) -> PostgresWork? {
            if work == .write, lines.isEmpty(of: .patient), shares.admits(.patient) { return .patient }
            return shares.admits(work) ? work : nil
        }

        /// One of the loop's own rather than another's, the one used last first.
        mutating func takeIdle(for work: PostgresWork, on loop: any EventLoop) -> PostgresLease? {
            guard !idle.isEmpty, let work = admission(of: work) else { return nil }
            shares.take(work)
            let own = idle.lastIndex { $0.loop === loop }
            return PostgresLease(connection: idle.remove(at: own ?? idle.index(before: idle.endIndex)), work: work)
        }

        /// Where a connection that is free goes.
        mutating func place(_ connection: PostgresConnection, after work: PostgresWork?) -> Place {
            if let work { shares.giveBack(work) }
            if isClosed || connection.isGone.load(ordering: .acquiring) {
                count -= 1
                return .superfluous(isEmptied: isClosed && count == 0)
            }
            idle.append(connection)
            return .kept
        }

        /// Who has waited longest of those who may have a connection.
        var next: PostgresLines.Ticket? { lines.first { admission(of: $0) != nil } }

        /// Those whose turn it is, each with a connection, the one used last first. One that is free may let in more than one:
        /// those of other work may have waited for their share of the idle ones.
        mutating func handOut() -> [(turn: PostgresLines.Turn, lease: PostgresLease)] {
            var handed: [(turn: PostgresLines.Turn, lease: PostgresLease)] = []
            while !idle.isEmpty, let next, let work = admission(of: next.work), let turn = lines.leave(next) {
                shares.take(work)
                handed.append((turn, PostgresLease(connection: idle.removeLast(), work: work)))
            }
            return handed
        }
    }

    private let state: Mutex<State>
    private let emptied = Gate()
    private let connector: PostgresConnector
    private let group: any EventLoopGroup
    private let settings: String
    private let limit: Int
    private let wait: Duration

    /// `settings` are `SET` statements for each connection.
    init(_ connector: PostgresConnector, on group: any EventLoopGroup, settings: String = "", wait: Duration) {
        self.connector = connector
        self.group = group
        self.settings = settings
        self.wait = wait
        limit = max(1, connector.options.connections)
        state = Mutex(State(shares: PostgresShares(of: limit)))
    }

    /// How many wait.
    var waiting: Int { state.withLock { $0.lines.count } }

    /// How many connections there are, those being made included.
    var connections: Int { state.withLock { $0.count } }

    func taken(_ work: PostgresWork) -> Int { state.withLock { $0.shares.taken(work) } }

    /// Runs `body` with a connection of its own; a `write` may have it as `patient` work. `body` leaves it as it found it, outside a transaction, even when it
    /// throws; what it has sent may still be under way.
    ///
    /// Throws ``EngineError/overloaded`` or ``EngineError/unavailable`` when there was none in time, which may have to be
    /// by `latest`, and `CancellationError` when the task is cancelled while it waits.
    func withConnection<Value>(
        for work: PostgresWork, until latest: ContinuousClock.Instant? = nil,
        _ body: (PostgresLease) async throws -> Value
    ) async throws -> Value {
        let lease = try await take(for: work, until: latest)
        do {
            let value = try await body(lease)
            giveBack(lease.connection, after: lease.work)
            return value
        } catch {
            giveBack(lease.connection, after: lease.work)
            throw error
        }
    }

    /// A connection of the caller's own event loop rather than another's, the one used last first.
    private func take(for work: PostgresWork, until latest: ContinuousClock.Instant?) async throws -> PostgresLease {
        let loop = group.any()
        if let idle = try takeIdle(for: work, on: loop) { return idle }
        let left = latest.map { min(wait, $0 - ContinuousClock.now) } ?? wait
        let ticket = state.withLock { $0.lines.ticket(for: work) }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { caller in
                wait(ticket, left, on: loop) { caller.resume(with: $0) }
                // It may have been cancelled before it stood in line.
                if Task.isCancelled { leave(ticket) }
            }
        } onCancel: {
            leave(ticket)
        }
    }

    /// What its last owner sent from another thread, as a ROLLBACK that it does not wait for, still has to take its turn on
    /// the connection's loop; nobody is given the connection before that.
    private func giveBack(_ connection: PostgresConnection, after work: PostgresWork? = nil) {
        if connection.loop.inEventLoop { return put(connection, after: work) }
        connection.loop.execute { [self] in put(connection, after: work) }
    }

    private func put(_ connection: PostgresConnection, after work: PostgresWork?) {
        // Both at once: nobody who comes meanwhile is before those who wait.
        let (place, handed) = state.withLock { ($0.place(connection, after: work), $0.handOut()) }
        switch place {
        case .kept: break
        case .superfluous(let isEmptied):
            connection.loop.execute { connection.close() }
            if isEmptied { emptied.open() }
        }
        for (turn, lease) in handed { turn(.success(lease)) }
        connectForWaiters()
    }

    /// Takes in a connection that was made outside.
    func adopt(_ connection: PostgresConnection) {
        state.withLock { $0.count += 1 }
        watch(connection)
        giveBack(connection)
    }

    /// Lets nobody in any more, and returns when all have come out.
    func close() async {
        let (idle, waiters, isEmpty) = state.withLock { state in
            state.isClosed = true
            defer { state.idle = [] }
            state.count -= state.idle.count
            return (state.idle, state.lines.removeAll(), state.count == 0)
        }
        for turn in waiters { turn(.failure(EngineError.closed)) }
        for connection in idle { connection.loop.execute { connection.close() } }
        if isEmpty { emptied.open() }
        await emptied.wait()
    }
}

extension PostgresPool {
    private func takeIdle(for work: PostgresWork, on loop: any EventLoop) throws -> PostgresLease? {
        try state.withLock { state in
            if state.isClosed { throw EngineError.closed }
            return state.takeIdle(for: work, on: loop)
        }
    }

    private func wait(
        _ ticket: PostgresLines.Ticket, _ left: Duration, on loop: any EventLoop, _ turn: @escaping PostgresLines.Turn
    ) {
        let entry: Entry = state.withLock { state in
            if state.isClosed { return .refused(.closed) }
            // One may have come back since none was found.
            if let idle = state.takeIdle(for: ticket.work, on: loop) { return .found(idle) }
            return state.lines.join(ticket, turn) ? .waits : .refused(.overloaded)
        }
        switch entry {
        case .found(let lease): turn(.success(lease))
        case .refused(let error): turn(.failure(error))
        case .waits:
            loop.scheduleTask(in: left.timeAmount) { [self] in giveUp(ticket) }
            connectForWaiters()
        }
    }

    /// Who has waited long enough hears why: the server is not there, or all connections are busy.
    private func giveUp(_ ticket: PostgresLines.Ticket) {
        let (turn, isDown) = state.withLock { state in
            (state.lines.leave(ticket), state.failures > 0 || state.count == state.connecting)
        }
        turn?(.failure(isDown ? EngineError.unavailable : EngineError.overloaded))
    }

    private func leave(_ ticket: PostgresLines.Ticket) {
        state.withLock { $0.lines.leave(ticket) }?(.failure(CancellationError()))
    }

    /// Begins to connect where somebody waits who may have a connection, and there is room.
    private func connectForWaiters() {
        let pause = state.withLock { state -> TimeAmount? in
            guard !state.isClosed, state.count < limit, state.connecting < state.lines.count, state.next != nil else {
                return nil
            }
            // One knocks at a door that stays shut.
            guard state.connecting < (state.failures > 0 ? 1 : connector.width) else { return nil }
            state.count += 1
            state.connecting += 1
            return Self.pause(after: state.failures)
        }
        guard let pause else { return }
        let loop = group.any()
        loop.scheduleTask(in: pause) { [self] in
            Task { await connect(on: loop) }
        }
    }

    private func connect(on loop: any EventLoop) async {
        do {
            let connection = try await connector.connect(on: loop, settings)
            state.withLock { state in
                state.connecting -= 1
                state.failures = 0
            }
            watch(connection)
            giveBack(connection)
        } catch {
            let isEmptied = state.withLock { state in
                state.connecting -= 1
                state.count -= 1
                state.failures += 1
                return state.isClosed && state.count == 0
            }
            if isEmptied { emptied.open() }
        }
        connectForWaiters()
    }

    private func watch(_ connection: PostgresConnection) {
        let patience = connector.options.patience
        connection.loop.execute { [weak self] in
            connection.setPatience(patience)
            connection.lost = { [weak self, weak connection] in
                if let self, let connection { forget(connection) }
            }
        }
    }

    /// A connection broke while nobody used it.
    private func forget(_ connection: PostgresConnection) {
        state.withLock { state in
            guard let index = state.idle.firstIndex(where: { $0 === connection }) else { return }
            state.idle.remove(at: index)
            state.count -= 1
        }
    }

    /// Nothing before the first attempt, then 50 ms, doubled up to a second, a little more or less by chance.
    static func pause(after failures: Int) -> TimeAmount {
        guard failures > 0 else { return .nanoseconds(0) }
        let milliseconds = 50 << min(failures - 1, 4)
        return .milliseconds(Int64(min(milliseconds, 1000)) + Int64.random(in: 0...20))
    }
}
