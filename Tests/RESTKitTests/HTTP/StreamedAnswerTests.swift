import Testing

@testable import RESTKit

@Suite("Streamed answers")
struct StreamedAnswerTests {
    private static let next = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n"

    private static func get(_ path: String) -> String { "GET /stream/\(path) HTTP/1.1\r\nHost: a\r\n\r\n" }

    @Test("Each piece is a chunk, the last one is empty, and the connection lives on")
    func chunks() async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send(Self.get("3x5"))
            #expect(try await eventually { client.tail(5) == "0\r\n\r\n" })
            let received = client.received
            #expect(received.hasSuffix("\r\n\r\n5\r\naaaaa\r\n5\r\nbbbbb\r\n5\r\nccccc\r\n0\r\n\r\n"))
            let answer = try await client.answer()
            #expect(answer["Transfer-Encoding"] == "chunked" && answer["Content-Type"] == "text/csv")
            #expect(answer["Content-Length"] == nil && answer["Connection"] == nil)
            try await client.send(Self.next)
            #expect(try await client.answer().body.hasPrefix("GET /next"))
        }
    }

    @Test(
        "Pieces of any size arrive whole, and an empty one is not the last", arguments: [0, 1, 16_384, 16_385, 300_000])
    func sizes(_ size: Int) async throws {
        try await withServer { server in
            let answer = try await server.answer(to: Self.get("5x\(size)"))
            let expected = ["a", "b", "c", "d", "e"].map { String(repeating: $0, count: size) }.joined()
            #expect(answer.body == expected)
        }
    }

    @Test("What is written on other threads arrives in order")
    func elsewhere() async throws {
        try await withServer { server in
            let answer = try await server.answer(to: Self.get("1x1/elsewhere"))
            #expect(answer.body.utf8.count == 100_001)
            #expect(answer.body.hasPrefix("aa") && answer.body.hasSuffix("v"))
        }
    }

    @Test("Over HTTP/1.0 the content ends with the connection", arguments: ["", "Connection: keep-alive\r\n"])
    func http10(_ field: String) async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send("GET /stream/3x5 HTTP/1.0\r\n\(field)\r\n")
            #expect(try await eventually { client.isEnded } && !client.isBroken)
            #expect(client.received.hasSuffix("\r\n\r\naaaaabbbbbccccc"))
            let answer = try await client.answer()
            #expect(answer["Transfer-Encoding"] == nil && answer["Content-Length"] == nil)
            #expect(answer["Connection"] == "close")
            try await client.close()
        }
    }

    @Test("HEAD is told the fields, but no length, and nothing is made", arguments: ["HTTP/1.1", "HTTP/1.0"])
    func head(_ version: String) async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send(
                "HEAD /stream/3x5 \(version)\r\nHost: a\r\nConnection: keep-alive\r\n\r\n\(Self.next)")
            let answer = try await client.answer(toHEAD: true)
            #expect(answer.status == 200 && answer["Content-Type"] == "text/csv")
            #expect(answer["Content-Length"] == nil && answer["Transfer-Encoding"] == nil)
            #expect(try await client.answer().body.hasPrefix("GET /next"))
            #expect(server.application.streams.started == 0)
        }
    }

    @Test("A status without content has none")
    func noContent() async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send(Self.get("3x5/nothing") + Self.next)
            #expect(try await client.answer().status == 204)
            #expect(try await client.answer().body.hasPrefix("GET /next"))
            #expect(server.application.streams.started == 0)
        }
    }

    @Test("What is there is sent while the rest is made; the next request waits; the duration is that of the whole")
    func pipelining() async throws {
        try await withServer { server in
            let client = try await server.connect()
            let start = ContinuousClock.now
            try await client.send(Self.next + Self.get("2x5/held") + Self.next)
            #expect(try await client.answer().body.hasPrefix("GET /next"))
            #expect(try await eventually { client.tail(10) == "5\r\nbbbbb\r\n" && server.application.heldCount == 1 })
            let held = ContinuousClock.now - start
            #expect(try await eventually { server.application.finishedExchanges.count == 1 })
            try await Task.sleep(for: .milliseconds(50))
            server.application.release()
            #expect(try await client.answer().body == "aaaaabbbbbend")
            #expect(try await client.answer().body.hasPrefix("GET /next"))
            let took = ContinuousClock.now - start
            #expect(try await eventually { server.application.finishedExchanges.count == 3 })
            let durations = server.application.finishedExchanges.map(\.duration)
            #expect(durations[1] >= .milliseconds(50) && durations[1] <= took && durations[0] <= held)
        }
    }

    @Test("A stream takes nobody's place among the requests in flight")
    func gate() async throws {
        try await withServer({
            $0.limits.requestsInFlight = 1
            $0.limits.requestsWaiting = 0
        }) { server in
            let client = try await server.connect()
            try await client.send(Self.get("1x5/held"))
            #expect(try await eventually { server.application.heldCount == 1 })
            #expect(try await server.answer(to: Self.next).status == 200)
            server.application.release()
            #expect(try await client.answer().body == "aaaaaend")
            #expect(try await server.answer(to: Self.next).status == 200)
        }
    }

    @Test("A stream of which the rest of the request is unread passes it over afterwards")
    func unreadBody() async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send("POST /stream/1x5/held HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n")
            #expect(try await eventually { server.application.heldCount == 1 })
            try await client.send("0123456789" + Self.next)
            server.application.release()
            #expect(try await client.answer().body == "aaaaaend")
            #expect(try await client.answer().body.hasPrefix("GET /next"))
        }
    }
}
