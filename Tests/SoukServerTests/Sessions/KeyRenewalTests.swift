import Catalogue
import RESTKit
import SQLEngines
import Synchronization
import Testing

@testable import SoukServer

/// Two servers that keep their keys in one database, one of which rotates them.
@Suite("Keys that another instance changes")
struct KeyRenewalTests {
    @Test("A new key verifies at once, and signs when every instance has been waited for")
    func signsLater() async throws {
        try await KeyWorld.run { world in
            let old = try world.there.ring().current.id
            let new = try await world.here.rotate().current.id
            try await world.renewal.renew()
            #expect(world.used.map(\.current.id) == [old])
            #expect(world.used.first?.ids == [old, new])
            try await world.eventually { world.time.sleepers == 1 }
            world.time.advance(Instances.longestWait - .nanoseconds(1))
            try await Task.sleep(for: .milliseconds(20))
            #expect(world.used.count == 1)
            world.time.advance(.nanoseconds(1))
            try await world.eventually { world.used.count == 2 }
            #expect(world.used.last?.current.id == new)
        }
    }

    @Test("Keys are read once a second at most, and at once when another instance says that they changed")
    func once() async throws {
        try await KeyWorld.run { world in
            try await world.renewal.renew()
            _ = try await world.here.rotate()
            try await world.renewal.renew()
            #expect(world.used.isEmpty)
            try await world.renewal.readNow()
            #expect(world.used.count == 1)
            _ = try await world.here.rotate()
            world.time.advance(.milliseconds(1_001))
            try await world.renewal.renew()
            #expect(world.used.count >= 2)
        }
    }

    @Test("A reading that failed is no reading: the next one who asks reads again")
    func failed() async throws {
        try await KeyWorld.run { world in
            _ = try await world.here.rotate()
            world.database.breakDown(true)
            await #expect(throws: EngineError.unavailable) { try await world.renewal.renew() }
            world.database.breakDown(false)
            try await world.renewal.renew()
            #expect(world.used.count == 1)
        }
    }
}

private struct KeyWorld {
    let database: FragileDatabase
    let here: SigningKeys
    let there: SigningKeys
    let renewal: KeyRenewal
    let time = ManualTime()
    private let rings = Rings()

    /// What the renewal has put to use.
    var used: [KeyRing] { rings.all.withLock { $0 } }

    static func run(_ body: (KeyWorld) async throws -> Void) async throws {
        let engine = try await SQLiteEngine.temporary()
        try await engine.closing { engine in
            try await Migrator(Catalogue.migrations).up(engine)
            let world = try await KeyWorld(FragileDatabase(engine))
            // Whoever still waits for a moment comes to an end.
            defer { world.time.advance(.seconds(3_600)) }
            try await body(world)
        }
    }

    private init(_ database: FragileDatabase) async throws {
        self.database = database
        let clock = TestClock().wallClock
        let settings = CatalogueSettings(defaultCurrency: try Currency("USD"))
        let register = Catalogue(engine: database, clock: clock, settings: settings).keys
        here = try await SigningKeys.open(.database, for: register, clock: clock)
        there = try await SigningKeys.open(.database, for: register, clock: clock)
        renewal = KeyRenewal(keys: there, clock: time.clock) { [rings] ring in rings.all.withLock { $0.append(ring) } }
    }

    func eventually(_ condition: () -> Bool) async throws {
        for _ in 0..<2_000 where !condition() { try await Task.sleep(for: .milliseconds(2)) }
        #expect(condition())
    }
}

private final class Rings: Sendable {
    let all = Mutex<[KeyRing]>([])
}

/// Monotonic time that a test moves.
private final class ManualTime: Sendable {
    private let state = Mutex((now: Duration.seconds(10), sleepers: 0))

    /// How many have begun to wait.
    var sleepers: Int { state.withLock { $0.sleepers } }

    var clock: MonotonicClock {
        MonotonicClock({ self.state.withLock { $0.now } }) { duration in
            let end = self.state.withLock { state in
                state.sleepers += 1
                return state.now + duration
            }
            while self.state.withLock({ $0.now }) < end { try await Task.sleep(for: .milliseconds(1)) }
        }
    }

    func advance(_ duration: Duration) { state.withLock { $0.now += duration } }
}

/// A database that can be out of reach.
private final class FragileDatabase: Engine {
    var dialect: Dialect { engine.dialect }
    private let engine: SQLiteEngine
    private let isBroken = Mutex(false)

    init(_ engine: SQLiteEngine) {
        self.engine = engine
    }

    func breakDown(_ isBroken: Bool) { self.isBroken.withLock { $0 = isBroken } }

    func run(_ sql: SQL, each: (inout Row) throws -> Void) async throws -> Int {
        try failIfBroken()
        return try await engine.run(sql, each: each)
    }

    func read<Value: Sendable>(
        _ effort: ReadEffort, _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value {
        try failIfBroken()
        return try await engine.read(effort, body)
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value {
        try failIfBroken()
        return try await engine.write(body)
    }

    func maintain<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value { try await write(body) }

    func close() async {}

    private func failIfBroken() throws {
        if isBroken.withLock({ $0 }) { throw EngineError.unavailable }
    }
}
