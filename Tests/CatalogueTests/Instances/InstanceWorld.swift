import SQLEngines
import Synchronization
import Testing

@testable import Catalogue

/// Some instances on one database, under one time that a test moves.
struct InstanceWorld: Sendable {
    /// One process.
    struct Node: Sendable {
        let wire: Wire
        let accounts: Accounts
        let events: Events
        let task: Task<Void, Never>
        var live: LiveSessions { accounts.instances.changes.live }
    }

    let database: SharedDatabase
    let time: HandTime
    let nodes: [Node]
    private let user: User.ID

    static func run(_ count: Int, _ body: (InstanceWorld) async throws -> Void) async throws {
        let engine = try await SQLiteEngine.temporary()
        try await Migrator(Accounts.migrations).up(engine)
        let world = try await InstanceWorld(count, SharedDatabase(engine))
        try await world.eventually { try await world.registered() == Int64(count) }
        do {
            try await body(world)
        } catch {
            await world.end()
            throw error
        }
        await world.end()
    }

    private init(_ count: Int, _ database: SharedDatabase) async throws {
        let time = HandTime()
        let settings = try AccountWorld.settings()
        nodes = (0..<count).map { _ in
            let wire = database.wire()
            let accounts = Accounts(
                engine: wire, clock: HandClock().wall, settings: settings, monotonic: time.clock)
            let events = Events()
            let task = Task {
                await accounts.instances.run(
                    as: { InstanceCard(keyIDs: ["k"], settings: "") }, keysChanged: { true }, report: events.note)
            }
            return Node(wire: wire, accounts: accounts, events: events, task: task)
        }
        self.database = database
        self.time = time
        user = try await nodes[0].accounts.users.create(
            EmailAddress("ann@example.org"), password: Password(AccountWorld.password), role: .viewer
        ).id
    }

    private func end() async {
        for node in nodes {
            node.wire.cut(false)
            node.wire.mute(false)
            node.wire.goOn()
            node.task.cancel()
        }
        for node in nodes { await node.task.value }
        await database.engine.close()
    }

    /// How many instances the database knows.
    func registered() async throws -> Int64? {
        try await database.engine.value("SELECT count(*) FROM instances")
    }

    /// A new session in the database.
    func session() async throws -> LiveSession.ID {
        let id = LiveSession.ID(.system)
        let end = HandClock().now + LiveSession.lifetime
        try await database.engine.write { session in
            try await session.execute(
                """
                INSERT INTO sessions (id, user_id, authenticated_at, expires_at, refresh_id, rotated_at)
                VALUES (\(id), \(user), 0, \(end), 'r', 0)
                """)
        }
        return id
    }

    /// Whether the node would let the session in without asking the database.
    func trusts(_ node: Node, _ id: LiveSession.ID) -> Bool { node.live.find(id).session != nil }

    /// Logs out on `node`, and says how many trust the session at the moment of the acknowledgement.
    func trusting(_ id: LiveSession.ID, after node: Node) async throws -> Int {
        try await node.accounts.sessions.end(id)
        return nodes.count { trusts($0, id) }
    }

    /// Moves time in small steps, and lets everybody act in between: on a busy machine too, whoever was woken has done its
    /// work before the next step, unless it takes for ever.
    func pass(_ duration: Duration) async throws {
        var left = duration
        while left > .zero {
            let asleep = time.waiting
            time.advance(min(left, .milliseconds(50)))
            left -= .milliseconds(50)
            for _ in 0..<20 {
                try await Task.sleep(for: .milliseconds(4))
                if time.waiting >= asleep { break }
            }
        }
    }

    /// Waits, a bounded real time, until `condition` holds.
    func eventually(_ condition: () async throws -> Bool) async throws {
        for _ in 0..<2_000 {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(2))
        }
        Issue.record("did not happen in time")
    }
}

/// What a process has reported, in order.
final class Events: Sendable {
    private let names = Mutex<[String]>([])

    var all: [String] { names.withLock { $0 } }

    func note(_ event: Instances.Event) {
        names.withLock { names in
            switch event {
            case .joined: names.append("joined")
            case .lost: names.append("lost")
            }
        }
    }
}
