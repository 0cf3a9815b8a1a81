import SQLEngines
import Synchronization
import Testing

@testable import Catalogue

@Suite("Instances as one")
struct InstanceTests {
    @Test("A logout is acknowledged when all have heard of it, without time passing")
    func heard() async throws {
        try await InstanceWorld.run(3) { world in
            let id = try await remembered(world)
            try await logOut(id, world.nodes[0])
            for node in world.nodes { #expect(!world.trusts(node, id)) }
        }
    }

    @Test("A silent instance is waited for until it can trust nothing any more, and then struck off")
    func silent() async throws {
        try await InstanceWorld.run(2) { world in
            let id = try await remembered(world)
            let silent = world.nodes[1]
            silent.wire.stop()
            let answered = Flag()
            let logout = Task {
                try await world.nodes[0].accounts.sessions.end(id)
                answered.set()
            }
            try await world.untilWaiting(world.nodes[0])
            #expect(world.trusts(silent, id))
            try await world.pass(Instances.longestWait - .nanoseconds(1))
            #expect(!answered.isSet)
            #expect(!world.trusts(silent, id))
            try await world.pass(.nanoseconds(1))
            try await world.value(of: logout)
            try await eventually { try await world.registered() == 1 }
            silent.wire.goOn()
            #expect(!world.trusts(silent, id))
            try await world.pass(.milliseconds(500))
            try await eventually { try await world.registered() == 2 }
            #expect(!world.trusts(silent, id))
        }
    }

    @Test("Who beats but cannot say that it has heard is waited for, and stays")
    func mute() async throws {
        try await InstanceWorld.run(2) { world in
            let (id, other) = (try await remembered(world), try await remembered(world))
            world.nodes[1].wire.mute(true)
            let answered = Flag()
            let logout = Task {
                try await world.nodes[0].accounts.sessions.end(id)
                answered.set()
            }
            try await world.untilWaiting(world.nodes[0])
            try await world.pass(Instances.longestWait - .nanoseconds(1))
            #expect(!answered.isSet)
            try await world.pass(.nanoseconds(1))
            try await world.value(of: logout)
            #expect(!world.trusts(world.nodes[1], id))
            // Had it been struck off, it would have forgotten everything when it registered anew.
            #expect(world.trusts(world.nodes[1], other))
            #expect(try await world.registered() == 2)
        }
    }

    @Test("Who cannot hear asks the database, and says so once")
    func cut() async throws {
        try await InstanceWorld.run(2) { world in
            let id = try await remembered(world)
            world.nodes[1].wire.cut(true)
            try await world.pass(.milliseconds(1_100))
            #expect(!world.trusts(world.nodes[1], id))
            #expect(try await world.nodes[1].accounts.sessions.live(id) != nil)
            #expect(!world.trusts(world.nodes[1], id))
            world.nodes[1].wire.cut(false)
            try await world.pass(.milliseconds(500))
            try await eventually { world.nodes[1].events.all == ["joined", "lost", "joined"] }
            _ = try await world.nodes[1].accounts.sessions.live(id)
            #expect(world.trusts(world.nodes[1], id))
        }
    }

    @Test("A change that comes to light after its answer was lost is believed by the one that made it, too")
    func late() async throws {
        try await InstanceWorld.run(2) { world in
            let id = try await remembered(world)
            let node = world.nodes[0]
            node.wire.loseNextAnswer()
            await #expect(throws: EngineError.outcomeUnknown) { try await node.accounts.sessions.end(id) }
            // What is read before the commit is seen says that nothing has happened.
            try await eventually {
                _ = try await node.accounts.sessions.live(id)
                return world.trusts(node, id)
            }
            try await node.wire.finishLostWrite()
            for node in world.nodes { #expect(!world.trusts(node, id)) }
        }
    }

    @Test("A session that ends because its account has too many is trusted nowhere once the login is answered")
    func tooMany() async throws {
        try await InstanceWorld.run(2) { world in
            let sessions = world.nodes[0].accounts.sessions
            func logIn(_ number: Int) async throws -> SessionGrant {
                let address = ClientAddress("10.0.0.\(number)")
                return try await sessions.logIn(
                    email: "ann@example.org", password: AccountWorld.password, from: address)
            }
            var ids: [LiveSession.ID] = []
            for number in 0..<LiveSession.mostOfAccount { ids.append(try await logIn(number).session.id) }
            try await eventually {
                for node in world.nodes { for id in ids { _ = try await node.accounts.sessions.live(id) } }
                return world.nodes.allSatisfy { node in ids.allSatisfy { world.trusts(node, $0) } }
            }
            let new = try await logIn(200)
            let kept = try await sessions.list(of: new.session.userID).map(\.id)
            let ended = ids.filter { !kept.contains($0) }
            #expect(ended.count == 1 && kept.count == ids.count)
            for node in world.nodes { for id in ended { #expect(!world.trusts(node, id)) } }
        }
    }

    @Test("An instance that leaves is waited for by nobody")
    func left() async throws {
        try await InstanceWorld.run(2) { world in
            let id = try await remembered(world)
            world.nodes[1].task.cancel()
            await world.nodes[1].task.value
            #expect(try await world.registered() == 1)
            #expect(!world.trusts(world.nodes[1], id))
            try await logOut(id, world.nodes[0])
        }
    }

    @Test(
        "Whatever is stopped, cut and muted: what was acknowledged is trusted nowhere",
        arguments: [1, 2, 3] as [UInt64])
    func anything(_ seed: UInt64) async throws {
        try await InstanceWorld.run(3) { world in
            var dice = TestDice(seed)
            var sessions: [LiveSession.ID] = []
            var logouts: [Task<Int, any Error>] = []
            for _ in 0..<150 {
                let node = world.nodes[Int.random(in: 0..<3, using: &dice)]
                switch Int.random(in: 0..<10, using: &dice) {
                case 0: node.wire.stop()
                case 1, 2: node.wire.goOn()
                case 3: node.wire.cut(Bool.random(using: &dice))
                case 4: node.wire.mute(Bool.random(using: &dice))
                case 5, 6:
                    sessions.append(try await world.session())
                    for node in world.nodes { for id in sessions { _ = try await node.accounts.sessions.live(id) } }
                case 7 where !sessions.isEmpty:
                    let id = sessions.removeFirst()
                    logouts.append(Task { try await world.trusting(id, after: node) })
                default: try await world.pass(.milliseconds(Int64.random(in: 1...400, using: &dice)))
                }
            }
            for node in world.nodes { node.wire.goOn() }
            for logout in logouts { #expect(try await world.value(of: logout) == 0) }
            #expect(!logouts.isEmpty)
        }
    }

    /// Logs out, for which no time needs to pass.
    private func logOut(_ id: LiveSession.ID, _ node: InstanceWorld.Node) async throws {
        let isDone = Flag()
        let logout = Task {
            defer { isDone.set() }
            try await node.accounts.sessions.end(id)
        }
        try await eventually { isDone.isSet }
        try await logout.value
    }

    /// A session that all instances remember.
    private func remembered(_ world: InstanceWorld) async throws -> LiveSession.ID {
        let id = try await world.session()
        try await eventually {
            for node in world.nodes { _ = try await node.accounts.sessions.live(id) }
            return world.nodes.allSatisfy { world.trusts($0, id) }
        }
        return id
    }
}
