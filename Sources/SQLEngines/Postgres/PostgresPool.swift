import NIOCore
import Synchronization

/// Connections for one transaction at a time. Who finds none waits in line, a bounded time; connections that break are
/// made anew as long as somebody waits, with growing pauses between failures.
final class PostgresPool: Sendable {
    /// Who waits, and how it hears of its turn.
    private struct Waiter {
        let ticket: UInt64
        let turn: @Sendable (Result<PostgresConnection, any Error>) -> Void
    }

    private enum Entry {
        case found(PostgresConnection)
        case waits(UInt64)
        case refused(EngineError)
    }

    private enum Place {
        case kept
        case handed(Waiter)
        case superfluous(isEmptied: Bool)
    }

    private struct State {
        var idle: [PostgresConnection] = []
        /// Connections there are, taken ones and those being made included.
        var count = 0
        var connecting = 0
        var waiters = CircularBuffer<Waiter>()
        var tickets: UInt64 = 0
        /// Attempts to connect that failed in a row.
        var failures = 0
        var isClosed = false

        /// One of the loop's own rather than another's, the one used last first.
        mutating func takeIdle(on loop: any EventLoop) -> PostgresConnection? {
            if idle.isEmpty { return nil }
            if let own = idle.lastIndex(where: { $0.loop === loop }) { return idle.remove(at: own) }
            return idle.removeLast()
        }

        /// Where a connection that is free goes.
        mutating func place(_ connection: PostgresConnection) -> Place {
            if isClosed || connection.isGone.load(ordering: .acquiring) {
                count -= 1
                return .superfluous(isEmptied: isClosed && count == 0)
            }
            if let waiter = waiters.popFirst() { return .handed(waiter) }
            idle.append(connection)
            return .kept
        }
    }

    private let state = Mutex(State())
    private let emptied = Gate()
    private let connector: PostgresConnector
    private let group: any EventLoopGroup
    private let settings: String
    private let limit: Int
    private let wait: Duration

    /// Waiters beyond which nobody else may wait.
    private static let mostWaiters = 1024

    /// `settings` are `SET` statements for each connection.
    init(_ connector: PostgresConnector, on group: any EventLoopGroup, settings: String = "", wait: Duration) {
        self.connector = connector
        self.group = group
        self.settings = settings
        self.wait = wait
        limit = max(1, connector.options.connections)
    }

    /// Runs `body` with a connection of its own. `body` leaves it as it found it, outside a transaction, even when it
    /// throws; what it has sent may still be under way.
    ///
    /// Throws ``EngineError/overloaded`` or ``EngineError/unavailable`` when there was none in time, which may have to be
    /// by `latest`.
    func withConnection<Value>(
        until latest: ContinuousClock.Instant? = nil, _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        let connection = try await take(until: latest)
        do {
            let value = try await body(connection)
            giveBack(connection)
            return value
        } catch {
            giveBack(connection)
            throw error
        }
    }

    /// A connection of the caller's own event loop rather than another's, the one used last first.
    func take(until latest: ContinuousClock.Instant? = nil) async throws -> PostgresConnection {
        let loop = group.any()
        if let idle = try takeIdle(on: loop) { return idle }
        let left = latest.map { min(wait, $0 - ContinuousClock.now) } ?? wait
        return try await withCheckedThrowingContinuation { caller in
            wait(left, on: loop) { caller.resume(with: $0) }
        }
    }

    /// What its last owner sent from another thread, as a ROLLBACK that it does not wait for, still has to take its turn on
    /// the connection's loop; nobody is given the connection before that.
    func giveBack(_ connection: PostgresConnection) {
        if connection.loop.inEventLoop { return put(connection) }
        connection.loop.execute { [self] in put(connection) }
    }

    private func put(_ connection: PostgresConnection) {
        switch state.withLock({ $0.place(connection) }) {
        case .kept: break
        case .handed(let waiter): waiter.turn(.success(connection))
        case .superfluous(let isEmptied):
            connection.loop.execute { connection.close() }
            if isEmptied { emptied.open() }
        }
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
            defer { (state.idle, state.waiters) = ([], CircularBuffer()) }
            state.count -= state.idle.count
            return (state.idle, state.waiters, state.count == 0)
        }
        for waiter in waiters { waiter.turn(.failure(EngineError.closed)) }
        for connection in idle { connection.loop.execute { connection.close() } }
        if isEmpty { emptied.open() }
        await emptied.wait()
    }
}

extension PostgresPool {
    private func takeIdle(on loop: any EventLoop) throws -> PostgresConnection? {
        try state.withLock { state in
            if state.isClosed { throw EngineError.closed }
            return state.takeIdle(on: loop)
        }
    }

    private func wait(
        _ left: Duration, on loop: any EventLoop,
        _ turn: @escaping @Sendable (Result<PostgresConnection, any Error>) -> Void
    ) {
        let entry: Entry = state.withLock { state in
            if state.isClosed { return .refused(.closed) }
            // One may have come back since none was found.
            if let idle = state.takeIdle(on: loop) { return .found(idle) }
            if state.waiters.count >= Self.mostWaiters { return .refused(.overloaded) }
            state.tickets += 1
            state.waiters.append(Waiter(ticket: state.tickets, turn: turn))
            return .waits(state.tickets)
        }
        switch entry {
        case .found(let connection): turn(.success(connection))
        case .refused(let error): turn(.failure(error))
        case .waits(let ticket):
            loop.scheduleTask(in: left.timeAmount) { [self] in giveUp(ticket) }
            connectForWaiters()
        }
    }

    /// Who has waited long enough hears why: the server is not there, or all connections are busy.
    private func giveUp(_ ticket: UInt64) {
        let (waiter, isDown) = state.withLock { state -> (Waiter?, Bool) in
            guard let index = state.waiters.firstIndex(where: { $0.ticket == ticket }) else { return (nil, false) }
            return (state.waiters.remove(at: index), state.failures > 0 || state.count == state.connecting)
        }
        waiter?.turn(.failure(isDown ? EngineError.unavailable : EngineError.overloaded))
    }

    /// Begins to connect where somebody waits and there is room.
    private func connectForWaiters() {
        let pause = state.withLock { state -> TimeAmount? in
            guard !state.isClosed, state.count < limit, state.connecting < state.waiters.count else { return nil }
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
