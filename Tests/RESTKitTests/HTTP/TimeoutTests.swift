import NIOCore
import Testing

@testable import RESTKit

@Suite("Time limits", .serialized)
struct TimeoutTests {
    private static let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test("A client that connects and says nothing is left without a word")
    func silence() async throws {
        try await withServer({ $0.timeouts.head = .milliseconds(100) }) { server in
            let start = ContinuousClock.now
            let client = try await server.connect()
            #expect(try await client.ends())
            #expect(ContinuousClock.now - start >= .milliseconds(100))
            #expect(server.application.finishedExchanges.isEmpty)
        }
    }

    @Test("A header that is begun and not ended in time is 408, however busily it trickles")
    func slowHead() async throws {
        try await withServer({ $0.timeouts.head = .seconds(3) }) { server in
            let client = try await server.connect()
            try await client.send("GET / HTTP/1.1\r\nX: ")
            for _ in 0..<1_000 where client.received.isEmpty {
                client.pour([UInt8(ascii: "y")])
                try await Task.sleep(for: .milliseconds(20))
            }
            let answer = try await client.answer()
            #expect(answer.status == 408 && answer["Connection"] == "close")
            #expect(try await client.ends())
        }
    }

    @Test("The time of a later header counts from its first byte")
    func laterHead() async throws {
        try await withServer({
            $0.timeouts.head = .seconds(3)
            $0.timeouts.idle = .seconds(60)
        }) { server in
            let client = try await server.connect()
            try await client.send(Self.request)
            #expect(try await client.answer().status == 200)
            try await Task.sleep(for: .milliseconds(3_300))
            try await client.send(Self.request)
            #expect(try await client.answer().status == 200)
            try await client.send("G")
            #expect(try await client.answer().status == 408)
        }
    }

    @Test("Between requests a connection may rest so long")
    func idle() async throws {
        try await withServer({ $0.timeouts.idle = .seconds(4) }) { server in
            let client = try await server.connect()
            for _ in 1...3 {
                try await client.send(Self.request)
                #expect(try await client.answer().status == 200)
                try await Task.sleep(for: .milliseconds(1_500))
            }
            #expect(!client.isEnded)
            #expect(try await client.ends())
            #expect(server.application.finishedExchanges.count == 3)
        }
    }

    @Test("A body that does not come in time is 408, however busily it trickles")
    func slowBody() async throws {
        try await withServer({ $0.timeouts.request = .milliseconds(400) }) { server in
            let client = try await server.connect()
            try await client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
            for _ in 0..<100 where client.received.isEmpty {
                client.pour([UInt8(ascii: "x")])
                try await Task.sleep(for: .milliseconds(20))
            }
            let answer = try await client.answer()
            #expect(answer.status == 408 && answer["Connection"] == "close")
            #expect(try await client.ends())
        }
    }

    @Test("A large body may take longer, while it keeps coming")
    func slowUpload() async throws {
        try await withServer({
            $0.limits.smallBody = 1_000
            $0.limits.uploadBytes = 1
            $0.timeouts.request = .milliseconds(200)
            $0.timeouts.uploadWindow = .seconds(2)
        }) { server in
            let client = try await server.connect()
            try await client.send("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 30\r\n\r\n")
            for _ in 0..<30 {
                client.pour([UInt8(ascii: "x")])
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(try await client.answer().body == "30")
        }
    }

    @Test(
        "A large body that stops, comes too slowly or takes for ever is 408",
        arguments: [(0, 20), (1_000, 20), (1, 600)])
    func endlessUpload(_ least: Int, _ total: Int64) async throws {
        try await withServer({
            $0.limits.smallBody = 1_000
            $0.limits.uploadBytes = max(1, least)
            $0.timeouts.request = .milliseconds(200)
            $0.timeouts.uploadWindow = .milliseconds(200)
            $0.timeouts.upload = least == 1 ? .milliseconds(total) : .seconds(total)
        }) { server in
            let client = try await server.connect()
            try await client.send("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\nx")
            for _ in 0..<200 where client.received.isEmpty {
                if least > 0 { client.pour([UInt8](repeating: 0x78, count: least == 1 ? 1_000 : 1)) }
                try await Task.sleep(for: .milliseconds(20))
            }
            let answer = try await client.answer()
            #expect(answer.status == 408 && answer["Connection"] == "close")
        }
    }

    @Test("The application may take longer than the client")
    func slowApplication() async throws {
        try await withServer({
            $0.timeouts.request = .seconds(3)
            $0.timeouts.head = .seconds(3)
            $0.timeouts.idle = .seconds(3)
        }) { server in
            let client = try await server.connect()
            try await client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
            try await Task.sleep(for: .milliseconds(3_500))
            server.application.release()
            #expect(try await client.answer().body == "held")
        }
    }

    @Test("The unread rest of an answered body is not waited for longer than the whole request")
    func slowRest() async throws {
        try await withServer({ $0.timeouts.request = .milliseconds(300) }) { server in
            let client = try await server.connect()
            try await client.send("POST /denied HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n")
            #expect(try await client.answer().status == 401)
            #expect(try await client.ends())
        }
    }

    @Test("A client that stops reading is cut off")
    func stoppedReader() async throws {
        try await withServer({ $0.timeouts.write = .milliseconds(300) }) { server in
            let client = try await server.connect()
            try await client.stopReading()
            try await client.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await eventually { server.application.finishedExchanges.count == 1 })
            try await client.resumeReading()
            #expect(try await eventually { client.isEnded })
            #expect(client.receivedBytes < 40_000_000)
        }
    }

    @Test("One that reads slowly is not")
    func slowReader() async throws {
        try await withServer({ $0.timeouts.write = .seconds(3) }) { server in
            let client = try await server.connect()
            try await client.stopReading()
            try await client.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")
            for _ in 0..<200 {
                client.readOnce()
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(server.application.finishedExchanges.isEmpty && !client.isEnded)
            try await client.resumeReading()
            #expect(try await eventually { client.receivedBytes > 40_000_000 })
        }
    }
}
