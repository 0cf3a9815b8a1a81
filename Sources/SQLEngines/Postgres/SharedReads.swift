import NIOCore

/// One event loop's connection for single reads. All that its requests ask in one turn goes out in one packet and
/// comes back in one: the server wakes once for the lot.
///
/// A read that the connection's end takes with it is sent again on the next, as is one that the server skipped because
/// another in its segment failed. Unchecked: everything here is touched on `loop` alone.
final class SharedReads: @unchecked Sendable {
    private struct Read {
        let sql: SQL
        let latest: NIODeadline
        let answer: PostgresConnection.Answer
    }

    private let loop: any EventLoop
    private let connector: PostgresConnector
    private var connection: PostgresConnection?
    private var waiting: [Read] = []
    private var isConnecting = false
    private var isClosed = false
    private var failures = 0

    /// How long a single statement may keep those behind it waiting, in milliseconds.
    static let statementLimit = 1000

    private static let settings = """
        SET default_transaction_read_only = on; SET statement_timeout = \(statementLimit);
        """

    init(_ connector: PostgresConnector, on loop: any EventLoop) {
        self.connector = connector
        self.loop = loop
    }

    /// Asks once; `answer` is called on the loop. ``EngineError/unavailable`` when there was no connection in time.
    func read(_ sql: SQL, _ answer: @escaping PostgresConnection.Answer) {
        if isClosed { return answer(.failure(EngineError.closed)) }
        ask(Read(sql: sql, latest: .now() + connector.options.connectionWait.timeAmount, answer: answer))
    }

    /// Ends the connection, whoever still waits for it.
    func closeOnLoop() async {
        try? await loop.submit { self.close() }.get()
    }

    private func close() {
        isClosed = true
        for read in waiting { read.answer(.failure(EngineError.closed)) }
        waiting = []
        connection?.close()
        connection = nil
    }

    private func ask(_ read: Read) {
        guard let connection, !connection.isLost else { return wait(read) }
        connection.send(read.sql) { [self] result in
            switch result {
            case .failure(PostgresFault.skipped): loop.execute { self.askAlone(read) }
            case .failure(is PostgresFault): again(read)
            default: read.answer(result)
            }
        }
    }

    /// In a segment of its own, so that no other read's failure meets it twice.
    private func askAlone(_ read: Read) {
        connection?.endSegment()
        ask(read)
        connection?.endSegment()
    }

    private func again(_ read: Read) {
        if isClosed { return read.answer(.failure(EngineError.closed)) }
        if NIODeadline.now() > read.latest { return read.answer(.failure(EngineError.unavailable)) }
        // After the answers that are being taken, so that nothing is sent in the middle of them.
        loop.execute { [self] in ask(read) }
    }

    private func wait(_ read: Read) {
        if isClosed { return read.answer(.failure(EngineError.closed)) }
        waiting.append(read)
        if waiting.count == 1 { loop.scheduleTask(deadline: read.latest) { [self] in giveUpLate() } }
        connect()
    }

    private func giveUpLate() {
        let now = NIODeadline.now()
        let late = waiting.prefix { $0.latest <= now }
        waiting.removeFirst(late.count)
        for read in late { read.answer(.failure(EngineError.unavailable)) }
        if let next = waiting.first { loop.scheduleTask(deadline: next.latest) { [self] in giveUpLate() } }
    }

    private func connect() {
        if isConnecting { return }
        isConnecting = true
        loop.scheduleTask(in: PostgresPool.pause(after: failures)) { [self] in
            Task {
                let connected = try? await connector.connect(on: loop, Self.settings)
                loop.execute { self.connected(connected) }
            }
        }
    }

    private func connected(_ connection: PostgresConnection?) {
        isConnecting = false
        if isClosed { return connection?.close() ?? () }
        guard let connection else {
            failures += 1
            if !waiting.isEmpty { connect() }
            return
        }
        failures = 0
        connection.setPatience(.milliseconds(Int64(Self.statementLimit) + 2000))
        self.connection = connection
        let reads = waiting
        waiting = []
        for read in reads { ask(read) }
    }
}
