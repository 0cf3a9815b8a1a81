import Testing

@testable import RESTKit

@Suite("How far a stream may be ahead of its reader", .serialized)
struct StreamBackpressureTests {
    /// What kernel and server hold of 100 MB at most.
    private static let bound = 3_000_000

    @Test("100 MB to a reader that pauses are never more than a little ahead of it", arguments: [65_536, 1_000_000])
    func pauses(_ size: Int) async throws {
        try await withServer { server in
            let streams = server.application.streams
            let client = try await server.connect()
            client.forget()
            let count = 100_000_000 / size
            try await client.stopReading(after: 20_000_000)
            try await client.send("GET /stream/\(count)x\(size) HTTP/1.1\r\nHost: a\r\n\r\n")
            for round in 1...4 {
                #expect(try await eventually { client.receivedBytes >= round * 20_000_000 })
                try await Task.sleep(for: .milliseconds(100))
                #expect(streams.written - client.receivedBytes < Self.bound)
                #expect(streams.written < count * size)
                #expect(streams.endings.isEmpty)
                try await client.stopReading(after: round == 4 ? .max : (round + 1) * 20_000_000)
            }
            #expect(try await eventually { client.tail(5) == "0\r\n\r\n" })
            #expect(streams.endings == [.whole] && streams.written == count * size)
            #expect(client.receivedBytes > count * size)
        }
    }

    /// The smaller its pieces, the longer it takes to send what was taken at once.
    @Test(
        "Long streams to fast readers leave the other connections of their thread their turn", arguments: [1, 1_000])
    func fairness(_ size: Int) async throws {
        try await withServer { server in
            var readers: [RawClient] = []
            for _ in 1...4 {
                let reader = try await server.connect()
                reader.forget()
                try await reader.send("GET /stream/1000000000x\(size) HTTP/1.1\r\nHost: a\r\n\r\n")
                readers.append(reader)
            }
            for reader in readers { #expect(try await eventually { reader.receivedBytes > 10_000 }) }
            for _ in 1...20 {
                #expect(try await server.answer(to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
            }
            #expect(server.application.streams.endings.isEmpty)
            for reader in readers { try await reader.reset() }
        }
    }
}
