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

    private let places: Mutex<PostgresPlaces>
    private let emptied = Gate()
    private let connector: PostgresConnector
    private let group: any EventLoopGroup
    private let settings: String
    private let wait: Duration

    /// `settings` are `SET` statements for each connection.
    init(_ connector: PostgresConnector, on group: any EventLoopGroup, settings: String = "", wait: Duration) {
        self.connector = connector
        self.group = group
        self.settings = settings
        self.wait = wait
        places = Mutex(PostgresPlaces(limit: max(1, connector.options.connections)))
    }

    /// How many wait.
    var waiting: Int { places.withLock { $0.lines.count } }

    /// How many connections there are, those being made included.
    var connections: Int { places.withLock { $0.count } }

    func taken(_ work: PostgresWork) -> Int { places.withLock { $0.shares.taken(work) } }

    /// Runs `body` with a connection of its own; a `write` may have it as `patient` work. `body` leaves it as it found it,
    /// outside a transaction, even when it throws; what it has sent may still be under way.
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
        if let idle = try places.withLock({ try $0.takeIdle(for: work, on: loop) }) { return idle }
        let left = latest.map { min(wait, $0 - ContinuousClock.now) } ?? wait
        let ticket = places.withLock { $0.lines.ticket(for: work) }
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
        let (place, handed) = places.withLock { ($0.place(connection, after: work), $0.handOut()) }
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
        places.withLock { $0.adopt() }
        watch(connection)
        giveBack(connection)
    }

    /// Lets nobody in any more, and returns when all have come out.
    func close() async {
        let (idle, waiters, isEmpty) = places.withLock { $0.close() }
        for turn in waiters { turn(.failure(EngineError.closed)) }
        for connection in idle { connection.loop.execute { connection.close() } }
        if isEmpty { emptied.open() }
        await emptied.wait()
    }
}

extension PostgresPool {
    private func wait(
        _ ticket: PostgresLines.Ticket, _ left: Duration, on loop: any EventLoop, _ turn: @escaping PostgresLines.Turn
    ) {
        let entry: Entry = places.withLock { places in
            do throws(EngineError) {
                // One may have come back since none was found.
                if let idle = try places.takeIdle(for: ticket.work, on: loop) { return .found(idle) }
                return places.lines.join(ticket, turn) ? .waits : .refused(.overloaded)
            } catch {
                return .refused(error)
            }
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
        let (turn, isDown) = places.withLock { ($0.lines.leave(ticket), $0.isDown) }
        turn?(.failure(isDown ? EngineError.unavailable : EngineError.overloaded))
    }

    private func leave(_ ticket: PostgresLines.Ticket) {
        places.withLock { $0.lines.leave(ticket) }?(.failure(CancellationError()))
    }

    /// Begins to connect where somebody waits who may have a connection, and there is room.
    private func connectForWaiters() {
        let pause = places.withLock { places in
            places.beginsToConnect(width: connector.width) ? Self.pause(after: places.failures) : nil
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
            places.withLock { $0.hasConnected() }
            watch(connection)
            giveBack(connection)
        } catch {
            if places.withLock({ $0.hasNotConnected() }) { emptied.open() }
        }
        connectForWaiters()
    }

    private func watch(_ connection: PostgresConnection) {
        let patience = connector.options.patience
        connection.loop.execute { [weak self] in
            connection.setPatience(patience)
            connection.lost = { [weak self, weak connection] in
                if let self, let connection { places.withLock { $0.forget(connection) } }
            }
        }
    }

    /// Nothing before the first attempt, then 50 ms, doubled up to a second, a little more or less by chance.
    static func pause(after failures: Int) -> TimeAmount {
        guard failures > 0 else { return .nanoseconds(0) }
        let milliseconds = 50 << min(failures - 1, 4)
        return .milliseconds(Int64(min(milliseconds, 1000)) + Int64.random(in: 0...20))
    }
}
