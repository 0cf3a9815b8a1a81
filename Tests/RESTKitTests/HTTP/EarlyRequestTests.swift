import NIOCore
import NIOEmbedded
import Testing

@testable import RESTKit

@Suite("Requests that come before the time that a refusal has told")
struct EarlyRequestTests {
    @Test("They wait instead of being refused anew, and are answered as soon as there is a place")
    func early() async throws {
        try await withBusyServer { server, working in
            let client = try await server.connect()
            try await client.send(get("/refused") + get("/early") + get("/later"))
            let refusal = try await client.answer()
            #expect(refusal.status == 503 && refusal["Retry-After"] == "3600" && refusal["Connection"] == nil)
            #expect(try await eventually { server.load.requestsWaiting == 1 })
            #expect(client.received.isEmpty)
            server.application.release()
            #expect(try await working.answer().body == "held")
            #expect(try await client.answer().body.hasPrefix("GET /early"))
            #expect(try await client.answer().body.hasPrefix("GET /later"))
        }
    }

    @Test("When there is none for so long they are refused, and told the time anew")
    func bound() async throws {
        try await withBusyServer({ $0.timeouts.early = .milliseconds(50) }) { server, _ in
            let client = try await refused(by: server)
            for _ in 1...2 {
                let start = ContinuousClock.now
                try await client.send(get("/early"))
                let refusal = try await client.answer()
                #expect(refusal.status == 503 && refusal["Retry-After"] == "3600" && refusal["Connection"] == nil)
                #expect(ContinuousClock.now - start >= .milliseconds(50))
            }
            #expect(server.load.requestsWaiting == 0)
        }
    }

    @Test("Who comes in time, or over another connection, is told at once, however many come early")
    func inTime() async throws {
        try await withBusyServer({ $0.limits.retryAfter = 0 }) { server, _ in
            let client = try await refused(by: server)
            try await client.send(get("/again"))
            #expect(try await client.answer().status == 503)
        }
        try await withBusyServer { server, _ in
            for _ in 1...3 { try await refused(by: server).send(get("/early")) }
            #expect(try await eventually { server.load.requestsWaiting == 3 })
            #expect(try await server.answer(to: get("/new")).status == 503)
        }
    }

    @Test("They and others who wait are served in the order in which they came")
    func order() async throws {
        try await withBusyServer({ $0.limits.requestsWaiting = 2 }) { server, _ in
            func waits(_ client: RawClient, _ target: String, as number: Int) async throws {
                try await client.send(get(target))
                #expect(try await eventually { server.load.requestsWaiting == number })
            }
            let first = try await server.connect()
            try await waits(first, "/other/0", as: 1)
            try await waits(try await server.connect(), "/other/1", as: 2)
            let early = [try await refused(by: server), try await refused(by: server)]
            try await waits(early[0], "/early/0", as: 3)
            try await first.reset()
            #expect(try await eventually { server.load.requestsWaiting == 2 })
            try await waits(try await server.connect(), "/other/2", as: 3)
            try await waits(early[1], "/early/1", as: 4)
            server.application.release()
            #expect(
                try await eventually { server.application.finishedExchanges.last?.head?.target == "/early/1" })
            let answered = server.application.finishedExchanges.suffix(4).compactMap(\.head?.target)
            #expect(answered == ["/other/1", "/early/0", "/other/2", "/early/1"])
        }
    }

    @Test("What is urgent does not wait on such a connection either")
    func urgency() async throws {
        try await withBusyServer { server, _ in
            let client = try await refused(by: server)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\nUrgent: yes\r\n\r\n")
            #expect(try await client.answer().status == 200)
        }
    }

    @Test("Who has gone waits no longer; who has only sent the last byte is answered")
    func gone() async throws {
        try await withBusyServer { server, _ in
            let gone = try await refused(by: server)
            let halfClosed = try await refused(by: server)
            for client in [gone, halfClosed] { try await client.send(get("/early")) }
            try await halfClosed.closeOutput()
            #expect(try await eventually { server.load.requestsWaiting == 2 })
            try await gone.reset()
            #expect(try await eventually { server.load.requestsWaiting == 1 })
            server.application.release()
            #expect(try await halfClosed.answer()["Connection"] == "close")
            #expect(try await halfClosed.ends())
        }
    }

    @Test("Nobody waits early with a body that it would cost something to keep", arguments: [100, 16_384, 16_385])
    func bodies(_ length: Int) async throws {
        try await withBusyServer { server, working in
            let client = try await refused(by: server)
            server.application.release()
            #expect(try await working.answer().body == "held")
            let fields = "Content-Length: \(length)\r\nExpect: 100-continue"
            try await client.send("POST /upload HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n")
            #expect(try await client.answer().statusLine == "HTTP/1.1 100 Continue")
            server.application.holdAgain()
            try await working.send(get("/held"))
            #expect(try await eventually { server.application.heldCount == 2 })
            try await client.send(String(repeating: "b", count: length))
            if length <= 16_384 {
                #expect(try await eventually { server.load.requestsWaiting == 1 })
                server.application.release()
                #expect(try await client.answer().body == "\(length)")
            } else {
                #expect(try await client.answer().status == 503)
            }
        }
    }

    @Test("There are only so many, and who gives up makes room")
    func many() throws {
        let gate = InFlightGate(places: 0, queue: 0)
        let loop = EmbeddedEventLoop()
        let tickets = (0..<4_096).map { _ in gate.wait(in: .early, isSafe: true, on: loop) {} }
        #expect(tickets.allSatisfy { $0 != nil })
        #expect(gate.wait(in: .early, isSafe: true, on: loop) {} == nil)
        gate.giveUp(try #require(tickets[7]))
        #expect(gate.wait(in: .early, isSafe: true, on: loop) {} != nil)
        #expect(gate.wait(in: .ordinary, isSafe: true, on: loop) {} == nil)
    }

    @Test("A server that stops answers them")
    func drain() async throws {
        try await withBusyServer { server, working in
            let client = try await refused(by: server)
            try await client.send(get("/early"))
            #expect(try await eventually { server.load.requestsWaiting == 1 })
            async let stopped: Void = server.server.stop()
            #expect(try await eventually { server.server.draining.isDraining })
            server.application.release()
            for client in [working, client] {
                let answer = try await client.answer()
                #expect(answer.status == 200 && answer["Connection"] == "close")
                #expect(try await client.ends())
                try await client.close()
            }
            await stopped
        }
    }

    /// A server whose only place is taken by a request to `/held`. Nobody else may wait, unless `configure` says so; who is
    /// refused is told to come back after an hour, and may wait for a minute when coming earlier.
    private func withBusyServer(
        _ configure: (inout HTTPServer.Configuration) -> Void = { _ in },
        _ body: (TestServer, RawClient) async throws -> Void
    ) async throws {
        try await withServer({
            $0.limits.requestsInFlight = 1
            $0.limits.requestsWaiting = 0
            $0.limits.retryAfter = 3600
            $0.timeouts.early = .seconds(60)
            configure(&$0)
        }) { server in
            let working = try await server.connect()
            try await working.send(get("/held"))
            #expect(try await eventually { server.application.heldCount == 1 })
            try await body(server, working)
        }
    }

    /// A client that was told to come back later.
    private func refused(by server: TestServer) async throws -> RawClient {
        let client = try await server.connect()
        try await client.send(get("/refused"))
        #expect(try await client.answer().status == 503)
        return client
    }

    private func get(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n" }
}
