import NIOCore
import NIOHTTP2
import Testing

@testable import RESTKit

@Suite("Many requests leave what comes meanwhile over the same thread its turn", .serialized)
struct TurnTests {
    private static let request = "GET /busy HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test("Pipelined, and from several connections at once")
    func pipelined() async throws {
        try await withServer { server in
            let other = try await server.connect()
            var hogs: [RawClient] = []
            for _ in 1...2 { hogs.append(try await server.connect()) }
            for hog in hogs { try await hog.send(String(repeating: Self.request, count: 200)) }
            #expect(try await eventually { hogs.allSatisfy { $0.receivedBytes > 0 } })
            try await other.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await other.answer().status == 200)
            #expect(server.application.finishedExchanges.count < 200)
            for hog in hogs {
                for _ in 1...200 { #expect(try await hog.answer().status == 200) }
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
            var hogs: [RawClient] = []
            for _ in 1...300 { hogs.append(try await server.connect()) }
            if waiting > 0 {
                try await holder.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try await eventually { server.application.heldCount == 1 })
            }
            for hog in hogs { try await hog.send(Self.request) }
            // All of them stand in line, or are at hand.
            #expect(try await eventually { server.load.requestsWaiting == waiting })
            server.application.release()
            #expect(try await eventually { server.application.finishedExchanges.count > 2 })
            try await urgent.send("GET / HTTP/1.1\r\nHost: a\r\nUrgent: yes\r\n\r\n")
            #expect(try await urgent.answer().status == 200)
            #expect(server.application.finishedExchanges.count < 200)
            for hog in hogs { #expect(try await hog.answer().status == 200) }
        }
    }

    @Test("As streams of HTTP/2, those that are reset before their turn among them")
    func multiplexed() async throws {
        try await withHTTP2Reader { server, hog in
            let other = try await HTTP2Reader.connect(to: #require(server.server.boundAddress))
            let streams = (0..<90).map { HTTP2StreamID($0 * 2 + 1) }
            try await hog.get("/busy?20", on: streams)
            #expect(try await eventually { hog.answered > 0 })
            try await other.get("/", on: 1)
            #expect(try await eventually { other.end(of: 1) == "whole" })
            #expect(server.application.finishedExchanges.count < 60)
            for stream in streams.suffix(10) { try await hog.reset(stream) }
            #expect(try await eventually { hog.answered >= 80 })
            try await hog.get("/", on: 181)
            #expect(try await eventually { hog.end(of: 181) == "whole" })
            try await other.close()
        }
    }
}
