import Testing

@testable import RESTKit

@Suite("A body that the application does not want")
struct UnreadBodyTests {
    private static let next = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test("The answer comes before the body, and up to 64 KiB of it are passed over", arguments: [1, 65536])
    func small(_ length: Int) async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send("POST /denied HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n")
            let answer = try await client.answer()
            #expect(answer.status == 401 && answer["Connection"] == nil)
            try await client.send(String(repeating: "x", count: length) + Self.next)
            #expect(try await client.answer().body.hasPrefix("GET /next"))
        }
    }

    @Test("With more than 64 KiB unread the connection is closed")
    func large() async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send("POST /denied HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n")
            let answer = try await client.answer()
            #expect(answer.status == 401 && answer["Connection"] == "close")
            #expect(try await client.ends())
        }
    }

    @Test("Chunks are passed over too, up to the same bound")
    func chunked() async throws {
        try await withServer { server in
            let head = "POST /denied HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            let client = try await server.connect()
            try await client.send(head)
            #expect(try await client.answer().status == 401)
            try await client.send("5\r\nhello\r\n0\r\n\r\n" + Self.next)
            #expect(try await client.answer().body.hasPrefix("GET /next"))
            try await client.send(head)
            #expect(try await client.answer().status == 401)
            client.pour(
                Array(("186a0\r\n" + String(repeating: "x", count: 100_000) + "\r\n0\r\n\r\n" + Self.next).utf8))
            #expect(try await client.ends())
        }
    }

    @Test("A body whose chunks are broken takes the connection with it")
    func broken() async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send("POST /denied HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            #expect(try await client.answer().status == 401)
            try await client.send("x\r\n" + Self.next)
            #expect(try await client.ends())
        }
    }

    @Test("100 Continue is sent once the application asks for the body")
    func expectContinue() async throws {
        try await withServer { server in
            let client = try await server.connect()
            let head = "POST /late HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-Continue\r\n\r\n"
            try await client.send(head)
            #expect(try await eventually { server.application.heldCount == 1 })
            try await Task.sleep(for: .milliseconds(20))
            #expect(client.received.isEmpty)
            server.application.release()
            #expect(try await client.answer().statusLine == "HTTP/1.1 100 Continue")
            try await client.send("hello")
            #expect(try await client.answer().body == "hello")
            try await client.send(head + "hello")
            #expect(try await client.answer().body == "hello", "100 Continue is left out when the body is there")
        }
    }

    @Test("and not when the answer does not depend on it")
    func expectRefused() async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send(
                "POST /denied HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
            #expect(try await client.answer().status == 401)
            try await client.send("hello" + Self.next)
            #expect(try await client.answer().body.hasPrefix("GET /next"))
            try await client.send(
                "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\nExpect: 100-continue\r\n\r\n")
            #expect(try await client.answer().status == 413)
        }
    }

    @Test("Another expectation is 417, and HTTP/1.0 has none")
    func expectOther() async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send(
                "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: fries\r\n\r\nhello" + Self.next)
            let answer = try await client.answer()
            #expect(answer.status == 417 && answer["Connection"] == nil)
            #expect(try await client.answer().body.hasPrefix("GET /next"))
            let old = "POST /echo HTTP/1.0\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello"
            #expect(try await server.answer(to: old).body == "hello")
        }
    }

    @Test("A body that ends early is told so")
    func cutShort() async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel")
            try await client.closeOutput()
            #expect(try await client.answer().status == 400)
            #expect(try await client.ends())
        }
    }
}
