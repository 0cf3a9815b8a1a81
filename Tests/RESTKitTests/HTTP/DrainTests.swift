import InMemoryLogging
import Logging
import NIOCore
import NIOHTTP2
import NIOPosix
import Testing

@testable import RESTKit

@Suite("The way out")
struct DrainTests {
    @Test("Resting connections end, requests in flight are answered, nobody new comes in")
    func drain() async throws {
        try await withServer({
            $0.timeouts.nextRequest = .milliseconds(100)
            $0.timeouts.drain = .seconds(60)
        }) { server in
            let resting = try await server.connect()
            try await resting.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try await resting.answer()
            let silent = try await server.connect()
            let working = try await server.connect()
            try await working.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
            let begun = try await server.connect()
            try await begun.send("GET /begun HTTP/1.1\r\n")
            #expect(try await eventually { server.application.heldCount == 1 })
            let address = try #require(server.server.boundAddress)
            #expect(!server.server.draining.isDraining)

            async let stopped: Void = server.server.stop()
            #expect(try await eventually { server.server.draining.isDraining })
            #expect(try await resting.ends())
            #expect(try await silent.ends())
            await #expect(throws: (any Error).self) { try await RawClient.connect(to: address) }
            try await begun.send("Host: a\r\n\r\n")
            #expect(try await begun.answer()["Connection"] == "close")
            server.application.release()
            let answer = try await working.answer()
            #expect(answer.body == "held" && answer["Connection"] == "close")
            #expect(try await working.ends())
            try await working.close()
            try await begun.close()
            await stopped
        }
    }

    @Test("Who keeps asking over one connection is answered once more")
    func next() async throws {
        try await withServer({
            $0.timeouts.firstRequest = .milliseconds(100)
            $0.timeouts.nextRequest = .seconds(40)
            $0.timeouts.drain = .seconds(60)
        }) { server in
            let clients = try await server.connect(2)
            for client in clients {
                try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try await client.answer()["Connection"] == nil)
            }
            // Answered before the stop, but for its body, which comes afterwards.
            let late = try await server.connect()
            try await late.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na")
            #expect(try await late.answer()["Connection"] == nil)
            let silent = try await server.connect()
            async let stopped: Void = server.server.stop()
            #expect(try await silent.ends())
            try await late.send("b")
            for client in clients + [late] {
                try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                let answer = try await client.answer()
                #expect(answer.status == 200 && answer["Connection"] == "close")
                #expect(try await client.ends())
                try await client.close()
            }
            await stopped
        }
    }

    @Test("Who was answered longer ago is not waited for")
    func resting() async throws {
        try await withServer({
            $0.timeouts.nextRequest = .zero
            $0.timeouts.drain = .seconds(30)
        }) { server in
            let client = try await server.connect()
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await client.answer().status == 200)
            #expect(try await server.stopsAtOnce())
            #expect(try await client.ends())
        }
    }

    @Test("Who went while the application decided whether it wants the body is forgotten")
    func gone() async throws {
        try await withServer({ $0.timeouts.drain = .seconds(30) }) { server in
            let client = try await server.connect()
            try await client.send("POST /late HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n")
            #expect(try await eventually { server.application.heldCount == 1 })
            try await client.reset()
            // Who comes later is looked at later.
            #expect(try await server.answer(to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
            server.application.release()
            #expect(try await server.stopsAtOnce())
        }
    }

    @Test("So is whose stream of HTTP/2 it was")
    func goneStream() async throws {
        try await withHTTP2Reader({ $0.timeouts.drain = .seconds(30) }) { server, reader in
            try await reader.beginPosting(to: [1: "/late"])
            #expect(try await eventually { server.application.heldCount == 1 })
            try await reader.reset(1)
            try await reader.get("/", on: 3)
            #expect(try await eventually { reader.end(of: 3) == "whole" })
            server.application.release()
            #expect(try await server.stopsAtOnce())
        }
    }

    @Test("For a while after the stop everybody is answered, each connection once more")
    func notice() async throws {
        try await withServer({ $0.timeouts.notice = .seconds(4) }) { server in
            let resting = try await server.connect()
            try await resting.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await resting.answer()["Connection"] == nil)
            let address = try #require(server.server.boundAddress)
            async let stopped: Void = server.server.stop()
            #expect(try await eventually { server.server.draining.isDraining })
            let newcomer = try await RawClient.connect(to: address)
            #expect(try await isLast(for: newcomer))
            #expect(try await newcomer.ends())
            // Who is here already is told when the loops have heard of the stop, which may be a moment later.
            #expect(try await eventually { try await isLast(for: resting) })
            #expect(try await resting.ends())
            await stopped
        }
    }

    @Test("Whoever gets in while the server stops is answered; the others find the door closed")
    func nobodyIsLost() async throws {
        try await withServer({
            $0.timeouts.notice = .milliseconds(300)
            $0.timeouts.firstRequest = .seconds(20)
            $0.timeouts.drain = .seconds(60)
        }) { server in
            let address = try #require(server.server.boundAddress)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 { group.addTask { try await visit(address) } }
                #expect(try await eventually { server.application.finishedExchanges.count >= 40 })
                await server.server.stop()
                try await group.waitForAll()
            }
        }
    }

    @Test("Who waits to be accepted is counted")
    func door() async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let channel = try await ServerBootstrap(group: group).serverChannelOption(.autoRead, value: false)
            .bind(host: "127.0.0.1", port: 0).get()
        let address = try #require(channel.localAddress)
        var clients: [RawClient] = []
        for _ in 0..<5 { clients.append(try await RawClient.connect(to: address)) }
        #expect(await ClosedDoor.waiting(for: channel) == 5)
        async let entry: Void = ClosedDoor.letIn(channel)
        for _ in 0..<5 {
            channel.read()
            try await Task.sleep(for: .milliseconds(50))
        }
        await entry
        #expect(await ClosedDoor.waiting(for: channel) == 0)
        for client in clients { try await client.close() }
        try await channel.close()
    }

    /// Whether the answer to one more request is its connection's last.
    private func isLast(for client: RawClient) async throws -> Bool {
        try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        let answer = try await client.answer()
        #expect(answer.status == 200)
        return answer["Connection"] == "close"
    }

    /// Makes connections of one request each until none can be made. Whoever gets in is answered.
    private func visit(_ address: SocketAddress) async throws {
        for _ in 0..<100_000 {
            guard let client = try? await RawClient.connect(to: address) else { return }
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await client.answer().status == 200)
            try await client.close()
        }
    }

    @Test("What does not end in time is cut off and told: what is worked on, received or sent")
    func hardEnd() async throws {
        let log = InMemoryLogHandler()
        try await withServer(
            { $0.timeouts.drain = .milliseconds(200) }, logger: Logger(label: "test") { _ in log }
        ) { server in
            let client = try await server.connect()
            try await client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await eventually { server.application.heldCount == 1 })
            let sending = try await server.connect()
            try await sending.send("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
            try await sending.send([UInt8](repeating: 0, count: 50_000))
            #expect(try await eventually { server.load.bodyBytes == 50_000 - 16_384 })
            let reading = try await server.connect()
            try await reading.stopReading(after: 1)
            try await reading.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await eventually { reading.receivedBytes > 0 })
            let took = await ContinuousClock().measure { await server.server.stop() }
            #expect(took >= .milliseconds(190))
            #expect(try await client.ends())
            let told = log.entries.filter { $0.message == "connections were cut off" }
            #expect(told.map(\.metadata) == [["connections": "3"]])
        }
    }

    @Test("A stop without connections takes no time")
    func empty() async throws {
        try await withServer({ $0.timeouts.drain = .seconds(60) }) { server in
            let took = await ContinuousClock().measure { await server.server.stop() }
            #expect(took < .seconds(30))
        }
    }

    @Test("A port that is taken, and an address that is not ours, are told in a sentence")
    func cannotBind() async throws {
        try await withServer { server in
            let port = try server.port
            let taken = try await failure(.tcp(host: "127.0.0.1", port: port))
            #expect(taken == "Another program listens on 127.0.0.1:\(port) already: stop it, or choose another port.")
            #expect(
                try await failure(.tcp(host: "192.0.2.1", port: 0)).hasPrefix("This machine has no address 192.0.2.1:0")
            )
        }
    }

    private func failure(_ address: HTTPServer.Configuration.Address) async throws -> String {
        let other = HTTPServer(
            application: TestApplication(), configuration: .init(address: address), logger: .silent)
        let failure = await #expect(throws: ServerStartFailure.self) { try await other.start() }
        return failure?.description ?? ""
    }
}
