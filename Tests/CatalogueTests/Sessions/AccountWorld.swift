import Dispatch
import SQLEngines
import Synchronization
import TestDatabases
import Testing

@testable import Catalogue

/// Time that stands still until a test moves it.
final class HandClock: Sendable {
    private let time = Mutex(Timestamp(microseconds: 1_795_000_000_123_456))

    var wall: WallClock { WallClock { self.now } }
    var now: Timestamp { time.withLock { $0 } }

    func advance(_ duration: Duration) { time.withLock { $0 = $0 + duration } }
}

/// An empty database with cheap hashes, and a clock to move.
struct AccountWorld {
    static let password = "a long enough password"
    static let home = ClientAddress("192.0.2.1")

    let engine: any Engine
    let clock: HandClock
    let catalogue: Catalogue
    var users: UserService { catalogue.users }
    var sessions: SessionService { catalogue.sessions }

    /// Runs `body` in a fresh world on each engine and takes the worlds away.
    static func run(
        _ settings: AccountSettings? = nil, _ body: (AccountWorld) async throws -> Void
    ) async throws {
        for kind in TestDatabases.TestEngine.all { try await run(on: kind, settings, body) }
    }

    static func run(
        on kind: TestDatabases.TestEngine, postgres: PostgresOptions = .forTests, _ settings: AccountSettings? = nil,
        _ body: (AccountWorld) async throws -> Void
    ) async throws {
        try await withDatabase(kind, postgres: postgres) { database in
            try await Migrator(Accounts.migrations).up(database.engine)
            try await body(try AccountWorld(database.engine, HandClock(), settings))
        }
    }

    init(_ engine: any Engine, _ clock: HandClock, _ settings: AccountSettings? = nil) throws {
        self.engine = engine
        self.clock = clock
        let settings = CatalogueSettings(
            defaultCurrency: try Currency("USD"), accounts: try settings ?? Self.settings())
        catalogue = Catalogue(engine: engine, clock: clock.wall, settings: settings)
    }

    static func settings(passes: UInt32 = 1, hashParallelism: Int = 2) throws -> AccountSettings {
        let cost = try PasswordCost(memory: 8, passes: passes, lanes: 1)
        return AccountSettings(passwordCost: cost, hashParallelism: hashParallelism, hashQueueLimit: 1000)
    }

    /// The same database, as another start of the program finds it.
    func restarted(_ settings: AccountSettings? = nil) throws -> AccountWorld {
        try AccountWorld(engine, clock, settings)
    }

    @discardableResult
    func user(_ email: String = "ann@example.org", role: Role = .viewer) async throws -> User {
        try await users.create(EmailAddress(email), password: Password(Self.password), role: role, by: .owner)
    }

    func logIn(
        _ email: String = "ann@example.org", _ password: String = AccountWorld.password,
        from address: ClientAddress = AccountWorld.home
    ) async throws -> SessionGrant {
        try await sessions.logIn(email: email, password: password, from: address)
    }

    /// What a login is refused with; nil when it is not.
    func refusal(
        _ email: String = "ann@example.org", _ password: String = "wrong", from address: ClientAddress = Self.home
    ) async throws -> CatalogueError? {
        do {
            _ = try await logIn(email, password, from: address)
            return nil
        } catch let error as CatalogueError {
            return error
        }
    }

    /// What `work` comes to when `change` is made after it has read what it goes by and before its hash is computed.
    func whileItsHashWaits<Value: Sendable>(
        _ change: () async throws -> Void, during work: @Sendable (AccountWorld) async throws -> Value
    ) async throws -> Value {
        let busy = try restarted(Self.settings(hashParallelism: 1))
        let gate = DispatchSemaphore(value: 0)
        async let others: Void = busy.users.hasher.queue.run { gate.waitLong() }
        defer { gate.signal() }
        try await eventually { busy.users.hashLoad.running == 1 }
        async let value = work(busy)
        try await eventually { busy.users.hashLoad.waiting == 1 }
        try await change()
        gate.signal()
        try await others
        return try await value
    }

    /// Fails to log in `count` times, each from an address of its own.
    func fail(_ count: Int, as email: String = "ann@example.org", network: Int = 1) async throws {
        for number in 0..<count {
            let address = ClientAddress("10.\(network).\(number / 250).\(number % 250)")
            #expect(try await refusal(email, "wrong", from: address) == .invalidCredentials)
        }
    }
}
