import SQLEngines
import Synchronization
import Testing

@testable import Catalogue

/// Some instances on one database, under one time that a test moves.
struct InstanceWorld: Sendable {
    /// One process.
    struct Node: Sendable {
        let number: Int
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
        try await eventually { try await world.registered() == Int64(count) }
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
        nodes = (0..<count).map { number in
            let wire = database.wire()
            let accounts = Accounts(
                engine: wire, clock: HandClock().wall, settings: settings,
                monotonic: time.clock(of: number))
            let events = Events()
            let task = Task {
                await accounts.instances.run(
                    as: { InstanceCard(keyIDs: ["k"], settings: "") }, keysChanged: { true }, report: events.note)
            }
            return Node(number: number, wire: wire, accounts: accounts, events: events, task: task)
        }
        self.database = database
        self.time = time
        user = try await nodes[0].accounts.users.create(
            EmailAddress("ann@example.org"), password: Password(AccountWorld.password), role: .viewer,
            by: .owner
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

    /// Moves time in small steps. Before the next step whoever was woken to give a sign of life has given it, however
    /// busy the machine is.
    func pass(_ duration: Duration) async throws {
        var left = duration
        while left > .zero {
            time.advance(min(left, .milliseconds(50)))
            left -= .milliseconds(50)
            try await eventually { nodes.allSatisfy { rests($0) } }
        }
    }

    /// Whether the node waits for its next sign of life, or cannot give any.
    private func rests(_ node: Node) -> Bool {
        node.task.isCancelled || node.wire.isStopped || time.isWaiting(node.number, for: InstanceLease.interval)
    }

    /// Waits until a change that `node` makes waits for the others.
    func untilWaiting(_ node: Node) async throws {
        try await eventually { time.isWaiting(node.number, for: Instances.longestWait) }
    }

    /// What the task ends with, while time passes: as much of it as the task needs.
    func value<Value>(of task: Task<Value, any Error>) async throws -> Value {
        let ended = Flag()
        Task {
            _ = await task.result
            ended.set()
        }
        try await eventually {
            if !ended.isSet { try await pass(.milliseconds(50)) }
            return ended.isSet
        }
        return try await task.value
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
