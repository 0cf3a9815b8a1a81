import NIOCore

/// One event loop's connection for single reads. All that its requests ask in one turn goes out in one packet and
/// comes back in one: the server wakes once for the lot.
///
/// A read that the connection's end takes with it is sent again on the next, as is one that the server skipped because
/// another in its segment failed. Answers come in order: what is held up by a slow read, or would be, is said to be
/// timed out, and has to be asked elsewhere. Everything but ``close()`` is called on the loop.
final class SharedReads: Sendable {
    private struct Read {
        let sql: SQL
        let latest: NIODeadline
        let answer: PostgresConnection.Answer
    }

    private struct State {
        var connection: PostgresConnection?
        var waiting: [Read] = []
        var isConnecting = false
        var isClosed = false
        /// Attempts to connect that failed in a row.
        var failures = 0
    }

    private let loop: any EventLoop
    private let connector: PostgresConnector
    private let state: NIOLoopBoundBox<State>

    /// How long a single statement may keep those behind it waiting, in milliseconds.
    private static let statementLimit: Int64 = 1000
    /// How long an answer is waited for once the statement was sent.
    private static let patience = TimeAmount.milliseconds(statementLimit + 200)
    /// How long the line may stand still before nobody else joins it.
    private static let standstill = TimeAmount.milliseconds(250)

    private static let settings = """
        SET default_transaction_read_only = on; SET statement_timeout = \(statementLimit);
        """

    init(_ connector: PostgresConnector, on loop: any EventLoop) {
        self.connector = connector
        self.loop = loop
        state = .makeBoxSendingValue(State(), eventLoop: loop)
    }

    /// Asks once; `answer` is called on the loop. ``EngineError/unavailable`` when there was no connection in time,
    /// ``EngineError/timedOut`` when the line stands still.
    func read(_ sql: SQL, _ answer: @escaping PostgresConnection.Answer) {
        let now = NIODeadline.now()
        ask(Read(sql: sql, latest: now + connector.options.connectionWait.timeAmount, answer: answer), at: now)
    }

    /// Ends the connection, whoever still waits for it. From any thread.
    func close() async {
        let end: @Sendable () -> Void = { [self] in
            state.value.isClosed = true
            for read in takeWaiting() { read.answer(.failure(EngineError.closed)) }
            state.value.connection?.close()
            state.value.connection = nil
        }
        try? await loop.submit(end).get()
    }
}

extension SharedReads {
    private func ask(_ read: Read, at now: NIODeadline = .now()) {
        if state.value.isClosed { return read.answer(.failure(EngineError.closed)) }
        guard let connection = state.value.connection, !connection.isLost else { return wait(read) }
        if connection.isHeldUp(for: Self.standstill, at: now) { return read.answer(.failure(EngineError.timedOut)) }
        connection.send(read.sql, until: now + Self.patience) { [self] result in
            switch result {
            case .failure(PostgresFault.skipped(because: EngineError.timedOut)):
                read.answer(.failure(EngineError.timedOut))
            case .failure(PostgresFault.locked): read.answer(.failure(EngineError.timedOut))
            // Its preparation, that of another read before, has stood still: so would the next.
            case .failure(PostgresFault.unprepared) where NIODeadline.now() - now > Self.standstill:
                read.answer(.failure(EngineError.timedOut))
            case .failure(PostgresFault.skipped): again(read) { self.askAlone(read) }
            case .failure(is PostgresFault): again(read) { self.ask(read) }
            default: read.answer(result)
            }
        }
    }

    /// In a segment of its own, so that no other read's failure meets it twice.
    private func askAlone(_ read: Read) {
        state.value.connection?.endSegment()
        ask(read)
        state.value.connection?.endSegment()
    }

    private func again(_ read: Read, _ ask: @escaping @Sendable () -> Void) {
        if NIODeadline.now() > read.latest { return read.answer(.failure(EngineError.unavailable)) }
        // After the answers that are being taken, so that nothing is sent in the middle of them.
        loop.execute(ask)
    }

    private func wait(_ read: Read) {
        state.value.waiting.append(read)
        if state.value.waiting.count == 1 { giveUpLate(at: read.latest) }
        connect()
    }

    private func giveUpLate(at deadline: NIODeadline) {
        loop.scheduleTask(deadline: deadline) { [self] in
            let now = NIODeadline.now()
            let waiting = takeWaiting()
            for read in waiting where read.latest <= now { read.answer(.failure(EngineError.unavailable)) }
            state.value.waiting = waiting.filter { $0.latest > now }
            if let next = state.value.waiting.map(\.latest).min() { giveUpLate(at: next) }
        }
    }

    private func takeWaiting() -> [Read] {
        defer { state.value.waiting = [] }
        return state.value.waiting
    }

    private func connect() {
        if state.value.isConnecting { return }
        state.value.isConnecting = true
        loop.scheduleTask(in: PostgresPool.pause(after: state.value.failures)) { [self] in
            Task {
                let made = try? await connector.connect(on: loop, Self.settings)
                loop.execute { self.connected(made) }
            }
        }
    }

    private func connected(_ made: PostgresConnection?) {
        state.value.isConnecting = false
        if state.value.isClosed {
            made?.close()
            return
        }
        guard let made else {
            state.value.failures += 1
            if !state.value.waiting.isEmpty { connect() }
            return
        }
        state.value.failures = 0
        made.setPatience(.milliseconds(Self.statementLimit + 2000))
        state.value.connection = made
        for read in takeWaiting() { ask(read) }
    }
}
