import NIOCore
import Synchronization

/// A connection that listens, made anew when it is lost.
actor PostgresListener: AnnouncementListener {
    private let connector: PostgresConnector
    private let loop: any EventLoop
    private let hear: @Sendable (Announcement) -> Void
    private var connection: PostgresConnection?
    private var connecting: Task<PostgresConnection, any Error>?
    private var isClosed = false

    init(_ connector: PostgresConnector, on loop: any EventLoop, _ hear: @escaping @Sendable (Announcement) -> Void) {
        self.connector = connector
        self.loop = loop
        self.hear = hear
    }

    /// Throws ``EngineError/unavailable`` when the server cannot be reached, ``EngineError/closed`` after ``close()``.
    @discardableResult
    func connect() async throws -> PostgresConnection {
        if isClosed { throw EngineError.closed }
        if let connection, !connection.isGone.load(ordering: .acquiring) { return connection }
        let attempt = connecting ?? Task { try await listening() }
        connecting = attempt
        defer { connecting = nil }
        do {
            let made = try await attempt.value
            connection = made
            if isClosed { made.abandon() }
            return made
        } catch {
            throw EngineError.unavailable
        }
    }

    @discardableResult
    func run(_ sql: SQL) async throws -> Int {
        let connection = try await connect()
        let result = await withCheckedContinuation { caller in
            connection.loop.execute { connection.sendAlone(sql) { caller.resume(returning: $0) } }
        }
        do {
            return try result.get().count
        } catch is PostgresFault {
            throw EngineError.unavailable
        }
    }

    func close() {
        isClosed = true
        connection?.abandon()
    }

    private func listening() async throws -> PostgresConnection {
        let connection = try await connector.connect(on: loop, "LISTEN souk;")
        let hear = hear
        try await loop.submit {
            connection.setPatience(.seconds(2))
            connection.hear = { message in hear(.message(message)) }
            hear(.gap)
        }.get()
        return connection
    }
}

extension PostgresConnection {
    /// Sends a statement in a segment of its own. Its answer comes when the server has ended the segment and committed what
    /// it did, behind all that it had to tell before (`ReadyForQuery` follows the notifications).
    func sendAlone(_ sql: SQL, _ answer: @escaping Answer) {
        let kept = NIOLoopBoundBox<Result<PostgresResult, any Error>>(.failure(PostgresFault.notSent), eventLoop: loop)
        send(sql) { kept.value = $0 }
        synchronize { fault in
            if let fault, case .success = kept.value { kept.value = .failure(fault) }
            answer(kept.value)
        }
    }
}
