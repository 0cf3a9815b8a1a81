import NIOCore
import NIOHTTP2
import Testing

@testable import RESTKit

@Suite("Many requests leave what comes meanwhile over the same thread its turn", .serialized)
struct TurnTests {
    private static let request = "GET /busy HTTP/1.1\r\nHost: a\r\n\r\n"
    private static let barrier = "GET /barrier HTTP/1.1\r\nHost: a\r\n\r\n"
    private static let other = "GET /other HTTP/1.1\r\nHost: a\r\n\r\n"
    private static let urgent = "GET /other HTTP/1.1\r\nHost: a\r\nUrgent: yes\r\n\r\n"

    @Test("Pipelined, and from several connections at once")
    func pipelined() async throws {
        try await withServer { server in
            let other = try await server.connect()
            let hogs = try await server.connect(2)
            let (few, many) = (String(repeating: Self.request, count: 2), String(repeating: Self.request, count: 198))
            for hog in hogs { try await hog.send(few + Self.barrier + many) }
            try await Self.comes(to: server) { try await other.send(Self.other) }
            #expect(try await other.answer().status == 200)
            for hog in hogs {
                for _ in 1...201 { #expect(try await hog.answer().status == 200) }
            }
        }
    }

    @Test("Of many clients at once", arguments: [0, 300])
    func crowd(_ waiting: Int) async throws {
        try await withServer({
            $0.limits.requestsInFlight = waiting == 0 ? 400 : 1
            $0.limits.requestsWaiting = 400
            $0.timeouts.waiting = .seconds(60)
        }) { server in
            let (urgent, holder) = (try await server.connect(), try await server.connect())
            let hogs = try await server.connect(300)
            if waiting > 0 {
                try await holder.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try await eventually { server.application.heldCount == 1 })
            }
            for (number, hog) in hogs.enumerated() { try await hog.send(number == 2 ? Self.barrier : Self.request) }
            // All of them stand in line, or are at hand.
            #expect(try await eventually { server.load.requestsWaiting == waiting })
            server.application.release()
            try await Self.comes(to: server) { try await urgent.send(Self.urgent) }
            #expect(try await urgent.answer().status == 200)
            for hog in hogs { #expect(try await hog.answer().status == 200) }
        }
    }

    @Test("What waits for its turn takes a body of any length then")
    func upload() async throws {
        try await withBusyLoop { server in
            let client = try await server.connect()
            let head = "POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n"
            try await client.send(head + String(repeating: "b", count: 150_000))
            server.application.barrier.lift()
            try await client.send(String(repeating: "b", count: 150_000))
            #expect(try await client.answer().body == "300000")
        }
    }

    @Test("Who goes while he waits for his turn is forgotten, and who says no more is told so")
    func gone() async throws {
        try await withBusyLoop { server in
            let head = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n"
            let (gone, halfClosed) = (try await server.connect(), try await server.connect())
            for client in [gone, halfClosed] { try await client.send(head) }
            let (application, all) = (server.application, Self.crowd + 2)
            application.barrier.lift()
            // They are in line, or, where this is late, had their turn.
            #expect(
                try await eventually {
                    application.finishedExchanges.count + server.load.requestsInFlight >= all
                        || application.receivedCount == all
                })
            try await gone.reset()
            try await halfClosed.closeOutput()
            #expect(try await halfClosed.answer().status == 400)
            #expect(try await server.stopsAtOnce())
        }
    }

    @Test("Who has said all he will say is answered, however busy the thread is, and the server goes on")
    func saidAll() async throws {
        try await withServer { server in
            let hog = try await server.connect()
            let clients = try await server.connect(20)
            try await hog.send("GET /busy?200 HTTP/1.1\r\nHost: a\r\n\r\n")
            // As long as what NIO reads at first, so that it sees the end in the same breath. The second answer is flushed
            // at once, and its connection closed.
            let start = "GET /busy HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: "
            let request = start + String(repeating: "x", count: 2048 - start.utf8.count - 4) + "\r\n\r\n"
            for client in clients {
                try await client.send(request)
                try await client.closeOutput()
            }
            for client in clients {
                #expect(try await client.answer().status == 200)
                #expect(try await client.ends())
            }
        }
    }

    /// What comes while the thread stands is answered before all but a few of those that came before it.
    private static func comes(to server: TestServer, _ send: () async throws -> Void) async throws {
        let application = server.application
        #expect(try await eventually { application.barrier.isReached })
        try await send()
        application.barrier.lift()
        #expect(try await eventually { application.finishedBeforeOther != nil })
        #expect(try #require(application.finishedBeforeOther) < 20)
    }

    /// A server whose thread is busy for a second from when the barrier is lifted.
    private func withBusyLoop(_ body: (TestServer) async throws -> Void) async throws {
        try await withServer({ $0.timeouts.drain = .seconds(30) }) { server in
            let hogs = try await server.connect(Self.crowd)
            try await hogs[0].send(Self.barrier)
            #expect(try await eventually { server.application.barrier.isReached })
            for hog in hogs.dropFirst() { try await hog.send("GET /busy?20 HTTP/1.1\r\nHost: a\r\n\r\n") }
            try await body(server)
        }
    }

    private static let crowd = 50

    @Test("As streams of HTTP/2, those that are reset before their turn among them", arguments: ["heads", "bodies"])
    func multiplexed(_ last: String) async throws {
        try await withHTTP2Reader { server, hog in
            let other = try await HTTP2Reader.connect(to: #require(server.server.boundAddress))
            try await other.get("/", on: 1)
            #expect(try await eventually { other.end(of: 1) == "whole" })
            let streams = (0..<90).map { HTTP2StreamID($0 * 2 + 1) }
            if last == "heads" {
                try await hog.get(Self.paths(streams, barrier: "/barrier", others: "/busy?20"))
            } else {
                try await hog.beginPosting(to: Self.paths(streams, barrier: "/barrier-body", others: "/busy-body"))
                #expect(try await eventually { server.application.receivedCount == 91 })
                try await hog.endPosting(on: streams)
            }
            try await Self.comes(to: server) { try await other.get("/other", on: 3) }
            #expect(try await eventually { other.end(of: 3) == "whole" })
            for stream in streams.suffix(10) { try await hog.reset(stream) }
            #expect(try await eventually { hog.answered >= 80 })
            try await hog.get("/", on: 181)
            #expect(try await eventually { hog.end(of: 181) == "whole" })
            try await other.close()
        }
    }

    private static func paths(
        _ streams: [HTTP2StreamID], barrier: String, others: String
    ) -> [HTTP2StreamID: String] {
        [HTTP2StreamID: String](uniqueKeysWithValues: streams.map { ($0, $0 == streams[2] ? barrier : others) })
    }
}
