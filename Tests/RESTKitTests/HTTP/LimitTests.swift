import Testing

@testable import RESTKit

@Suite("Limits")
struct LimitTests {
    @Test("A target has 8 KiB with its query: to the byte, and before its line is complete")
    func target() async throws {
        try await withServer { server in
            func request(_ length: Int) -> String {
                "GET /?" + String(repeating: "q", count: length - 2) + " HTTP/1.1\r\nHost: a\r\n\r\n"
            }
            #expect(try await server.answer(to: request(8192)).status == 200)
            #expect(try await server.answer(to: request(8193)).status == 414)
            let client = try await server.connect()
            try await client.send("GET /" + String(repeating: "q", count: 8191))
            try await Task.sleep(for: .milliseconds(20))
            #expect(client.received.isEmpty)
            try await client.send("q")
            #expect(try await client.answer().status == 414)
            #expect(try await client.ends())
        }
    }

    @Test("Fields have 16 KiB with their line ends: to the byte, and before they are complete")
    func headerBytes() async throws {
        try await withServer { server in
            let start = "GET / HTTP/1.1\r\n"
            func fields(_ length: Int) -> String {
                "Host: a\r\nX: " + String(repeating: "x", count: length - "Host: a\r\nX: \r\n".utf8.count) + "\r\n"
            }
            #expect(try await server.answer(to: start + fields(16384) + "\r\n").status == 200)
            #expect(try await server.answer(to: start + fields(16385) + "\r\n").status == 431)
            let client = try await server.connect()
            try await client.send(start + "Host: a\r\nX: " + String(repeating: "x", count: 16384 - 2 - 12))
            try await Task.sleep(for: .milliseconds(20))
            #expect(client.received.isEmpty)
            try await client.send("x")
            #expect(try await client.answer().status == 431)
            #expect(try await client.ends())
        }
    }

    @Test("There may be 100 fields")
    func headerFields() async throws {
        try await withServer { server in
            func request(_ count: Int) -> String {
                "GET / HTTP/1.1\r\nHost: a\r\n" + (1..<count).map { "X\($0): y\r\n" }.joined() + "\r\n"
            }
            #expect(try await server.answer(to: request(100)).status == 200)
            let answer = try await server.answer(to: request(101))
            #expect(answer.status == 431 && answer["Connection"] == "close")
        }
    }

    @Test("A body above what the application takes is refused before it is read when it says its length")
    func declaredBody() async throws {
        try await withServer { server in
            #expect(try await server.answer(to: post("Content-Length: 1000") + body(1000)).status == 200)
            let client = try await server.connect()
            try await client.send(post("Content-Length: 1001"))
            let answer = try await client.answer()
            #expect(answer.status == 413 && answer["Connection"] == "close")
            #expect(try await client.ends())
        }
    }

    @Test("and when it has become too long when it does not")
    func chunkedBody() async throws {
        try await withServer { server in
            let chunk = "1f4\r\n" + body(500) + "\r\n"
            let head = post("Transfer-Encoding: chunked")
            #expect(try await server.answer(to: head + chunk + chunk + "0\r\n\r\n").body.utf8.count == 1000)
            let client = try await server.connect()
            try await client.send(head + chunk + chunk)
            try await Task.sleep(for: .milliseconds(20))
            #expect(client.received.isEmpty)
            try await client.send("1\r\nx")
            let answer = try await client.answer()
            #expect(answer.status == 413 && answer["Connection"] == "close")
            #expect(try await client.ends())
        }
    }

    @Test("Trailer fields and chunk extensions have the bounds of a head")
    func trailers() async throws {
        try await withServer { server in
            let many = (1...101).map { "T\($0): x\r\n" }.joined()
            let large = "T: " + String(repeating: "x", count: 16384)
            let extensions = String(repeating: "1;" + String(repeating: "e", count: 1000) + "\r\nx\r\n", count: 17)
            for body in ["0\r\n" + many + "\r\n", "0\r\n" + large, extensions] {
                let answer = try await server.answer(to: post("Transfer-Encoding: chunked") + body)
                #expect(answer.status == 431)
            }
        }
    }

    @Test("A client that is told 413 while it still sends can read that")
    func lingering() async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send(post("Content-Length: 4000000"))
            client.pour([UInt8](repeating: UInt8(ascii: "x"), count: 4_000_000))
            #expect(try await client.answer().status == 413)
        }
    }

    private func post(_ framing: String) -> String {
        "POST /echo HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n"
    }

    private func body(_ length: Int) -> String {
        String(repeating: "b", count: length)
    }
}
