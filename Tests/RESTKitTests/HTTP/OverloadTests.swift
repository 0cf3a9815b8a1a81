import NIOCore
import Testing

@testable import RESTKit

@Suite("Requests in flight")
struct OverloadTests {
    private static let held = "GET /held HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test("Above the bound a few wait their turn, and the rest are 503 at once, on connections that live on")
    func overload() async throws {
        try await withServer({
            $0.limits.requestsInFlight = 2
            $0.limits.requestsWaiting = 1
        }) { server in
            let working = [try await server.connect(), try await server.connect()]
            for client in working { try await client.send(Self.held) }
            #expect(try await eventually { server.application.heldCount == 2 })
            let waiting = try await server.connect()
            try await waiting.send("GET /waited HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await eventually { server.load.requestsWaiting == 1 })
            let refused = try await server.connect()
            try await refused.send("GET /refused HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = try await refused.answer()
            #expect(answer.status == 503 && answer["Retry-After"] == "1" && answer["Connection"] == nil)
            #expect(waiting.received.isEmpty)
            server.application.release()
            for client in working { #expect(try await client.answer().body == "held") }
            #expect(try await waiting.answer().body.hasPrefix("GET /waited"))
            try await refused.send("GET /again HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await refused.answer().status == 200)
        }
    }

    @Test("Nobody waits longer than said, and who has gone gives up the place")
    func waiting() async throws {
        try await withServer({
            $0.limits.requestsInFlight = 1
            $0.limits.requestsWaiting = 1
            $0.timeouts.waiting = .seconds(5)
        }) { server in
            let working = try await server.connect()
            try await working.send(Self.held)
            #expect(try await eventually { server.application.heldCount == 1 })
            let gone = try await server.connect()
            try await gone.send(Self.held)
            #expect(try await eventually { server.load.requestsWaiting == 1 })
            try await gone.reset()
            #expect(try await eventually(within: .seconds(4)) { server.load.requestsWaiting == 0 })
            #expect(try await server.answer(to: Self.held).status == 503)
            server.application.release()
            #expect(try await working.answer().body == "held")
            #expect(try await server.answer(to: Self.held).body == "held")
        }
    }

    @Test("What is urgent is answered when nobody else is let in, and those who wait do not come in after it")
    func urgency() async throws {
        try await withServer({
            $0.limits.requestsInFlight = 1
            $0.limits.requestsWaiting = 1
        }) { server in
            let working = try await server.connect()
            try await working.send(Self.held)
            #expect(try await eventually { server.application.heldCount == 1 })
            let waiting = try await server.connect()
            try await waiting.send(Self.held)
            for _ in 0..<3 {
                #expect(try await server.answer(to: "GET / HTTP/1.1\r\nHost: a\r\nUrgent: yes\r\n\r\n").status == 200)
            }
            #expect(try await server.answer(to: Self.held).status == 503)
            #expect(server.application.heldCount == 1)
            let urgent = try await server.connect()
            try await urgent.send("GET /held HTTP/1.1\r\nHost: a\r\nUrgent: yes\r\n\r\n")
            #expect(try await eventually { server.application.heldCount == 2 })
            server.application.release()
            for client in [working, urgent, waiting] { #expect(try await client.answer().body == "held") }
        }
    }

    @Test("A client that is slow with its body takes nobody's place")
    func slowBodies() async throws {
        try await withServer({
            $0.limits.requestsInFlight = 1
            $0.limits.requestsWaiting = 0
        }) { server in
            let slow = try await server.connect()
            try await slow.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel")
            try await Task.sleep(for: .milliseconds(20))
            #expect(try await server.answer(to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
            try await slow.send("lo")
            #expect(try await slow.answer().body == "hello")
        }
    }

    @Test("Bodies on their way have a bounded memory; small ones need none of it, and it comes back")
    func bodyMemory() async throws {
        try await withServer({ $0.limits.bodyMemory = 50_000 }) { server in
            let slow = try await server.connect()
            try await slow.send(Self.upload(16_384 + 60_000))
            try await slow.send(Self.piece(16_384 + 40_000))
            #expect(try await eventually { server.load.bodyBytes == 40_000 })

            let refused = try await server.connect()
            try await refused.send(Self.upload(16_384 + 20_000))
            try await refused.send(Self.piece(16_384 + 10_001))
            let answer = try await refused.answer()
            #expect(answer.status == 503 && answer["Retry-After"] == "1" && answer["Connection"] == nil)
            #expect(server.load.bodyBytes == 40_000)
            let small = try await server.connect()
            try await small.send(Self.upload(16_384))
            try await small.send(Self.piece(16_383))
            try await small.send(Self.piece(1))
            #expect(try await small.answer().body == "16384")

            try await slow.send(Self.piece(19_999))
            #expect(try await slow.answer().status == 503)
            #expect(server.load.bodyBytes == 0)
            try await refused.send(Self.piece(9_999))
            try await refused.send(Self.upload(16_384 + 20_000))
            try await refused.send(Self.piece(16_384 + 10_001))
            #expect(try await eventually { server.load.bodyBytes == 10_001 })
            try await refused.send(Self.piece(9_999))
            #expect(try await refused.answer().body == "36384")
            #expect(server.load.bodyBytes == 0)
        }
    }

    @Test("Who goes away with a body half sent gives its memory back")
    func bodyOfWhoHasGone() async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send(Self.upload(300_000))
            try await client.send(Self.piece(200_000))
            #expect(try await eventually { server.load.bodyBytes == 200_000 - 16_384 })
            try await client.reset()
            #expect(try await eventually { server.load.bodyBytes == 0 })
        }
    }

    private static func upload(_ length: Int) -> String {
        "POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n"
    }

    private static func piece(_ count: Int) -> [UInt8] { [UInt8](repeating: UInt8(ascii: "x"), count: count) }
}
