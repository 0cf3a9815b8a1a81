import Testing

@testable import RESTKit

@Suite("What is HTTP is taken")
struct AcceptedRequestTests {
    @Test(
        "All four forms of a target come down to path and query",
        arguments: [
            ("GET /a%20b?c=d&e", "GET /a%20b?c=d&e"), ("GET http://shop.example/a?b", "GET /a?b"),
            ("GET HTTPS://[::1]:8080", "GET /"), ("GET http://a?b=c", "GET /?b=c"), ("OPTIONS *", "OPTIONS *"),
            ("OPTIONS http://a", "OPTIONS *"), ("GET //a//b/../c", "GET //a//b/../c"), ("GET /[x]|{y}", "GET /[x]|{y}"),
            ("BREW /pot", "BREW /pot"), ("get /a", "get /a"), ("TRACE /", "TRACE /"), ("M-SEARCH /", "M-SEARCH /"),
        ])
    func targets(_ request: String, _ seen: String) async throws {
        try await withServer { server in
            let answer = try await server.answer(to: "\(request) HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(answer.body == seen + " from 127.0.0.1 body false")
        }
    }

    @Test(
        "Hosts that are one",
        arguments: [
            "a", "shop.example", "shop.example:8080", "a:", "127.0.0.1", "[::1]", "[::1]:80", "[::ffff:1.2.3.4]",
            "a_b", "xn--bcher-kva.example", "%41", "SHOP.Example.", "a!$&'()*+,;=~",
        ])
    func hosts(_ host: String) async throws {
        try await withServer { server in
            let answer = try await server.answer(to: "GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n")
            #expect(answer.status == 200)
        }
    }

    @Test("One empty line before a request is overlooked, and Upgrade too")
    func leniency() async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send("\r\nGET /1 HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n")
            #expect(try await client.answer().body.hasPrefix("GET /1 "))
            try await client.send("\r\nGET /2 HTTP/1.1\r\nHOST:a\r\nX:\t b \t\r\nX-Empty:\r\nX-High: \u{e4}\r\n\r\n")
            #expect(try await client.answer().body.hasPrefix("GET /2 "))
        }
    }

    @Test(
        "Chunks of any size, with extensions and trailer fields",
        arguments: [
            ("0\r\n\r\n", ""), ("5\r\nhello\r\n0\r\n\r\n", "hello"), ("00a\r\n0123456789\r\n00\r\n\r\n", "0123456789"),
            ("1;a=b\r\nx\r\n2;c=\"d\"\r\nyz\r\n0;e\r\nTrailer: f\r\nMore: g\r\n\r\n", "xyz"),
            ("1\r\n\r\r\n1\r\n\n\r\n0\r\n\r\n", "\r\n"),
        ])
    func chunks(_ chunks: String, _ body: String) async throws {
        try await withServer { server in
            let head = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
            let whole = try await server.connect()
            try await whole.send(head + chunks + "GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await whole.answer().body == body)
            #expect(try await whole.answer().body.hasPrefix("GET /next "))
            let bytewise = try await server.connect()
            for byte in (head + chunks).utf8 { try await bytewise.send([byte]) }
            #expect(try await bytewise.answer().body == body)
        }
    }

    @Test("A body is handed over whole, however it comes")
    func bodies() async throws {
        try await withServer { server in
            let client = try await server.connect()
            let text = String(repeating: "0123456789", count: 100)
            try await client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n" + text)
            #expect(try await client.answer().body == text)
            try await client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
            for piece in 0..<10 {
                try await Task.sleep(for: .milliseconds(1))
                try await client.send(String(text.dropFirst(piece * 100).prefix(100)))
            }
            #expect(try await client.answer().body == text)
            try await client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
            #expect(try await client.answer().body == "")
            try await client.send("POST /late HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n")
            #expect(try await eventually { server.application.heldCount == 1 })
            try await client.send("late")
            server.application.release()
            #expect(try await client.answer().body == "late")
        }
    }
}
