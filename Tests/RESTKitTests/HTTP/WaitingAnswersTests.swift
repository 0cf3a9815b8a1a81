import NIOCore
import NIOHTTP1
import NIOHTTP2
import Testing

@testable import RESTKit

@Suite("Answers that their clients do not take", .serialized)
struct WaitingAnswersTests {
    private static let large = "GET /large HTTP/1.1\r\nHost: a\r\n\r\n"
    /// In bytes.
    private static let length = 8_000_000

    @Test(
        "Their memory is bounded: then what is large is 503, unless it tells of a change, and what is small is answered"
    )
    func bound() async throws {
        try await withServer({
            $0.limits.answerMemory = 12_000_000
            $0.timeouts.crowdedWrite = .hours(10_000)
        }) { server in
            let stopped = try await server.connect()
            try await stopped.stopReading()
            try await stopped.send(Self.large)
            #expect(try await eventually { server.load.answerBytes >= Self.length - MemoryBound.uncounted })
            let other = try await server.connect()
            try await other.send(Self.large)
            let refused = try await other.answer()
            #expect(refused.status == 503 && refused["Retry-After"] == "1" && refused["Connection"] == nil)
            #expect(try await eventually { Self.refusals(server) == ["/large to 7"] })
            #expect(try await server.answer(to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
            #expect(try await server.answer(to: "HEAD /large HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
            let change = "POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"
            #expect(try await server.answer(to: change).body.count == Self.length)
            try await stopped.resumeReading()
            #expect(try await stopped.answer().body.count == Self.length)
            #expect(try await eventually { server.load.answerBytes == 0 })
            #expect(try await server.answer(to: Self.large).body.count == Self.length)
        }
    }

    @Test("Where it is short, who takes little at a time is cut off")
    func slowReader() async throws {
        try await withServer({ $0.limits.answerMemory = 100_000_000 }) { server in
            let client = try await server.connect()
            try await client.stopReading()
            try await client.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")
            for _ in 0..<300 where server.application.finishedExchanges.isEmpty {
                client.readOnce()
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(server.application.finishedExchanges.map(\.response.status) == [.ok])
            #expect(try await eventually { server.load.answerBytes == 0 })
            try await client.resumeReading()
            #expect(try await eventually { client.isEnded })
            #expect(client.receivedBytes < 40_000_000)
        }
    }

    @Test("A stream counts for a piece as long as it lasts, and there is room for so many")
    func streamsOfPieces() async throws {
        try await withServer({ $0.limits.answerMemory = ResponseStream.memory }) { server in
            let first = try await server.connect()
            try await first.send("GET /stream/1x5/waiting HTTP/1.1\r\nHost: a\r\n\r\n")
            let counted = ResponseStream.memory - MemoryBound.uncounted
            #expect(try await eventually { server.load.answerBytes == counted })
            #expect(try await server.answer(to: "GET /stream/1x5 HTTP/1.1\r\nHost: a\r\n\r\n").status == 503)
            #expect(server.application.streams.started == 1)
            try await first.reset()
            #expect(try await eventually { server.load.answerBytes == 0 })
            #expect(try await server.answer(to: "GET /stream/1x5 HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
            #expect(try await eventually { server.load.answerBytes == 0 })
        }
    }

    @Test("What is told of an answer has nothing of its content")
    func told() async throws {
        try await withServer { server in
            for method in ["GET", "HEAD"] {
                _ = try await server.answer(to: "\(method) /large HTTP/1.1\r\nHost: a\r\n\r\n")
            }
            #expect(try await eventually { server.application.finishedExchanges.count == 2 })
            #expect(server.application.finishedExchanges.allSatisfy { $0.response.body == nil })
        }
    }

    /// What the log is told of answers that were refused: where, and to whom they were.
    private static func refusals(_ server: TestServer) -> [String] {
        server.application.finishedExchanges.map(\.response).filter { $0.status == .serviceUnavailable }.map {
            "\($0.route ?? "nowhere") to \($0.userID.map(String.init) ?? "nobody")"
        }
    }

    @Test("Of HTTP/2 streams end, as many as have to; the connection goes on")
    func streams() async throws {
        try await withHTTP2Reader({ $0.limits.answerMemory = 24_000_000 }) { server, reader in
            try await reader.get([1: "/large", 3: "/large"])
            #expect(try await eventually { server.load.answerBytes >= 2 * Self.length - MemoryBound.uncounted })
            try await reader.get("/large", on: 5)
            #expect(try await eventually { reader.end(of: 5) == "whole" })
            #expect(reader.content(of: 5).count < 1_000)
            #expect(try await eventually { Self.refusals(server) == ["/large to 7"] })
            #expect(try await eventually { [1, 3].contains { reader.end(of: $0)?.hasPrefix("reset") ?? false } })
            let left: HTTP2StreamID = reader.end(of: 1) == nil ? 1 : 3
            try await Task.sleep(for: .seconds(2))
            #expect(reader.end(of: left) == nil)
            try await reader.reset(left)
            #expect(try await eventually { server.load.answerBytes == 0 })
            try await reader.get("/large", on: 7)
            try await reader.widen(7, by: Self.length)
            #expect(try await eventually { reader.end(of: 7) == "whole" })
            #expect(reader.content(of: 7).count == Self.length)
        }
    }
}
