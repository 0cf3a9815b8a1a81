import SQLEngines
import Synchronization

@testable import Catalogue

/// An embedded database that the instances of one test share as they would share PostgreSQL: what is announced in a
/// write is heard when it is durable. The statements are real; only the wire is scripted.
final class SharedDatabase: Sendable {
    let engine: SQLiteEngine
    private let wires = Mutex<[Wire]>([])

    init(_ engine: SQLiteEngine) {
        self.engine = engine
    }

    /// A way to the database for one more process.
    func wire() -> Wire {
        let wire = Wire(self)
        wires.withLock { $0.append(wire) }
        return wire
    }

    func publish(_ messages: [String]) {
        for wire in wires.withLock({ $0 }) { wire.deliver(messages) }
    }
}

/// One process's way to the database, which a test may stop or cut.
final class Wire: Engine {
    private struct State {
        var hear: (@Sendable (Announcement) -> Void)?
        var undelivered: [String] = []
        var isStopped = false
        var isCut = false
        var hasGap = false
        var isMute = false
        var losesAnswer = false
        /// Does what a write whose answer was lost was to do.
        var lost: (@Sendable () async throws -> Void)?
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    let dialect = Dialect.postgres
    private let database: SharedDatabase
    private let state = Mutex(State())

    init(_ database: SharedDatabase) {
        self.database = database
    }

    var isStopped: Bool { state.withLock { $0.isStopped } }

    /// Hears and does nothing any more, as a process that was sent SIGSTOP.
    func stop() { state.withLock { $0.isStopped = true } }

    /// Goes on: what came meanwhile is still to be heard.
    func goOn() {
        let waiters = state.withLock { state in
            state.isStopped = false
            defer { state.waiters = [] }
            return state.waiters
        }
        waiters.forEach { $0.resume() }
    }

    /// Loses the listener's connection for as long as it is cut; the next one begins with a gap.
    func cut(_ isCut: Bool) {
        state.withLock { state in
            if isCut { (state.hasGap, state.undelivered) = (true, []) }
            state.isCut = isCut
        }
    }

    /// Hears, but cannot say that it has.
    func mute(_ isMute: Bool) { state.withLock { $0.isMute = isMute } }

    /// The next write's answer is lost, and what it does comes to light with ``finishLostWrite()``.
    func loseNextAnswer() { state.withLock { $0.losesAnswer = true } }

    func finishLostWrite() async throws { try await state.withLock { $0.lost.take() }?() }

    func deliver(_ messages: [String]) {
        let hear = state.withLock { state -> (@Sendable (Announcement) -> Void)? in
            if state.isCut || state.hasGap { return nil }
            if state.isStopped { state.undelivered += messages }
            return state.isStopped ? nil : state.hear
        }
        for message in messages { hear?(.message(message)) }
    }

    func run(_ sql: SQL, each: (inout Row) throws -> Void) async throws -> Int {
        try await database.engine.run(sql, each: each)
    }

    func read<Value: Sendable>(
        _ effort: ReadEffort, _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value {
        try await database.engine.read(effort, body)
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value {
        await untilItGoesOn()
        let isLost = state.withLock { state in
            defer { state.losesAnswer = false }
            if state.losesAnswer { state.lost = { _ = try await self.write(body) } }
            return state.losesAnswer
        }
        if isLost { throw EngineError.outcomeUnknown }
        let said = Said()
        let value = try await database.engine.write { session in
            said.messages.withLock { $0 = [] }
            return try await body(SpeakingSession(session: session, said: said))
        }
        let isMute = state.withLock { $0.isMute }
        database.publish(said.messages.withLock { $0 }.filter { !(isMute && $0.hasPrefix("souk heard")) })
        return value
    }

    func maintain<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value { try await write(body) }

    func listen(_ hear: @escaping @Sendable (Announcement) -> Void) async throws -> (any AnnouncementListener)? {
        state.withLock { $0.hear = hear }
        return WireListener(wire: self, database: database)
    }

    func close() async {}

    fileprivate func hearAll() throws {
        let (hear, news) = try state.withLock { state in
            if state.isCut { throw EngineError.unavailable }
            let news = state.hasGap ? [.gap] : state.undelivered.map { Announcement.message($0) }
            (state.hasGap, state.undelivered) = (false, [])
            return (state.hear, news)
        }
        for announcement in news { hear?(announcement) }
    }

    fileprivate func untilItGoesOn() async {
        await withCheckedContinuation { caller in
            let goesOn = state.withLock { state in
                if state.isStopped { state.waiters.append(caller) }
                return !state.isStopped
            }
            if goesOn { caller.resume() }
        }
    }

    fileprivate func stopHearing() { state.withLock { $0.hear = nil } }
}

private struct WireListener: AnnouncementListener {
    let wire: Wire
    let database: SharedDatabase

    func run(_ sql: SQL) async throws -> Int {
        await wire.untilItGoesOn()
        try wire.hearAll()
        let count = try await database.engine.write { try await $0.execute(sql) }
        try wire.hearAll()
        return count
    }

    func close() async { wire.stopHearing() }
}

/// What a write has announced so far.
private final class Said: Sendable {
    let messages = Mutex<[String]>([])
}

private struct SpeakingSession: Session {
    let session: any Session
    let said: Said

    func run(_ sql: SQL, each: (inout Row) throws -> Void) async throws -> Int {
        try await session.run(sql, each: each)
    }

    func announce(_ message: String) async throws {
        said.messages.withLock { $0.append(message) }
    }
}
