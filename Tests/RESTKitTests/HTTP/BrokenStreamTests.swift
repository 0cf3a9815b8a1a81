import NIOCore
import Testing

@testable import RESTKit

@Suite("Streams that do not come to their end", .serialized)
struct BrokenStreamTests {
    private static func get(_ path: String) -> String { "GET /stream/\(path) HTTP/1.1\r\nHost: a\r\n\r\n" }

    @Test(
        "A stream that fails ends without the last chunk, and what was answered before is whole",
        arguments: ["failing", "failing-later"])
    func failure(_ end: String) async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n" + Self.get("2x5/\(end)") + Self.get("1x1"))
            if end == "failing-later" {
                #expect(try await eventually { server.application.heldCount == 1 })
                server.application.release()
            }
            #expect(try await client.answer().body.utf8.count == 8_000_000)
            #expect(try await eventually { client.isEnded })
            #expect(client.received.hasSuffix("5\r\naaaaa\r\n5\r\nbbbbb\r\n"))
            #expect(try await eventually { server.application.finishedExchanges.count == 2 })
            #expect(server.application.streams.endings == [.failed])
        }
    }

    @Test("Over HTTP/1.0, where the end looks like any other, the connection is reset")
    func failureOverHTTP10() async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send("GET /stream/2x5/failing HTTP/1.0\r\n\r\n")
            #expect(try await eventually { client.isEnded })
            #expect(client.isBroken)
            #expect(server.application.finishedExchanges.count == 1)
        }
    }

    @Test("Who goes while a stream waits for something is noticed at once")
    func reset() async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send(Self.get("1x5/waiting"))
            #expect(try await eventually { client.tail(5) == "aaa\r\n" })
            #expect(server.application.finishedExchanges.isEmpty)
            try await client.reset()
            #expect(try await eventually { server.application.streams.endings == [.cancelled] })
            #expect(try await eventually { server.application.finishedExchanges.count == 1 })
        }
    }

    @Test("Who goes in the middle ends the stream")
    func gone() async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send(Self.get("1000000x1000"))
            #expect(try await eventually { client.receivedBytes > 1_000_000 })
            try await client.close()
            #expect(try await eventually { server.application.streams.endings == [.cancelled] })
            #expect(try await eventually { server.application.finishedExchanges.count == 1 })
            #expect(server.application.streams.written < 1_000_000_000)
        }
    }

    @Test(
        "A client that stops reading is cut off, and its stream with it, even if that does not listen",
        arguments: [("10000x10000", StreamProbe.Ending.cancelled), ("0x0/stubborn", .whole)])
    func stoppedReader(_ path: String, _ ending: StreamProbe.Ending) async throws {
        try await withServer({ $0.timeouts.write = .milliseconds(300) }) { server in
            let client = try await server.connect()
            try await client.stopReading()
            try await client.send(Self.get(path))
            #expect(try await eventually { server.application.streams.endings == [ending] })
            #expect(try await eventually { server.application.finishedExchanges.count == 1 })
            #expect(server.application.streams.written < 5_000_000)
            try await client.resumeReading()
            #expect(try await eventually { client.isEnded } && client.tail(5) != "0\r\n\r\n")
        }
    }

    @Test("A stream that is slow itself is not")
    func slowStream() async throws {
        try await withServer({
            $0.timeouts.write = .milliseconds(100)
            $0.timeouts.request = .milliseconds(100)
            $0.timeouts.idle = .milliseconds(100)
        }) { server in
            let client = try await server.connect()
            try await client.send(Self.get("1x5/held"))
            #expect(try await eventually { server.application.heldCount == 1 })
            try await Task.sleep(for: .milliseconds(500))
            server.application.release()
            #expect(try await client.answer().body == "aaaaaend")
        }
    }

    @Test("A stream in flight may end while the server drains")
    func drain() async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send(Self.get("1x5/held"))
            #expect(try await eventually { server.application.heldCount == 1 })
            async let stopped: Void = server.server.stop()
            #expect(try await eventually { server.server.draining.isDraining })
            server.application.release()
            #expect(try await client.answer().body == "aaaaaend")
            #expect(try await client.ends())
            await stopped
            #expect(server.application.streams.endings == [.whole])
        }
    }

    @Test("and is cut off when it takes too long")
    func hardEnd() async throws {
        try await withServer({ $0.timeouts.drain = .milliseconds(200) }) { server in
            let client = try await server.connect()
            try await client.send(Self.get("1x5/waiting"))
            #expect(try await eventually { server.application.streams.started == 1 })
            let took = await ContinuousClock().measure { await server.server.stop() }
            #expect(took >= .milliseconds(190))
            #expect(try await eventually { client.isEnded } && client.tail(5) == "aaa\r\n")
            #expect(try await eventually { server.application.streams.endings == [.cancelled] })
            #expect(try await eventually { server.application.finishedExchanges.count == 1 })
        }
    }
}
