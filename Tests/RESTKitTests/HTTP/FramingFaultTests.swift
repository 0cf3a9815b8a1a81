import Testing

@testable import RESTKit

/// A request that is not HTTP, and what it is told. After each the connection is closed, as nobody knows where the next
/// request would begin.
struct FramingFault: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let status: Int
    let request: String

    init(_ description: String, _ status: Int = 400, _ request: String) {
        testDescription = description
        self.status = status
        self.request = request
    }

    static let host = "Host: a\r\n"
    private static let get = "GET / HTTP/1.1\r\n"
    private static let post = "POST /echo HTTP/1.1\r\nHost: a\r\n"

    static let all = requestLines + targets + fields + hosts + lengths + codings + chunks

    private static let requestLines = [
        Self("no request line", 400, "\r\n\r\n"),
        Self("only one word", 400, "GET\r\n\r\n"),
        Self("HTTP/0.9", 400, "GET /\r\n\r\n"),
        Self("two spaces", 400, "GET  / HTTP/1.1\r\n" + host + "\r\n"),
        Self("a tab for a space", 400, "GET\t/ HTTP/1.1\r\n" + host + "\r\n"),
        Self("a space before the method", 400, " GET / HTTP/1.1\r\n" + host + "\r\n"),
        Self("a space after the version", 400, "GET / HTTP/1.1 \r\n" + host + "\r\n"),
        Self("a method that is no token", 400, "G@T / HTTP/1.1\r\n" + host + "\r\n"),
        Self("a method of 65 characters", 501, String(repeating: "M", count: 65) + " / HTTP/1.1\r\n" + host + "\r\n"),
        Self("http in small letters", 400, "GET / http/1.1\r\n" + host + "\r\n"),
        Self("a version of two digits", 400, "GET / HTTP/1.10\r\n" + host + "\r\n"),
        Self("HTTP/1.2", 505, "GET / HTTP/1.2\r\n" + host + "\r\n"),
        Self("HTTP/2.0", 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        Self("a bare LF after the request line", 400, "GET / HTTP/1.1\n" + host + "\r\n"),
        Self("a bare CR in the request line", 400, "GET /\r HTTP/1.1\r\n" + host + "\r\n"),
        Self("NUL in the target", 400, "GET /\0 HTTP/1.1\r\n" + host + "\r\n"),
        Self("two empty lines before the request", 400, "\r\n\r\n" + get + host + "\r\n"),
        Self("TLS on a plain port", 400, "\u{16}\u{03}\u{01}\u{02}\u{00}\u{01}\r\n"),
    ]
    private static let targets = [
        Self("a target without a slash", 400, "GET item HTTP/1.1\r\n" + host + "\r\n"),
        Self("* for GET", 400, "GET * HTTP/1.1\r\n" + host + "\r\n"),
        Self("CONNECT", 501, "CONNECT a:80 HTTP/1.1\r\n" + host + "\r\n"),
        Self("a fragment", 400, "GET /a#b HTTP/1.1\r\n" + host + "\r\n"),
        Self("a letter beyond ASCII", 400, "GET /ä HTTP/1.1\r\n" + host + "\r\n"),
        Self("another scheme", 400, "GET ftp://a/ HTTP/1.1\r\n" + host + "\r\n"),
        Self("an authority with a user", 400, "GET http://u@a/ HTTP/1.1\r\n" + host + "\r\n"),
        Self("an empty authority", 400, "GET http:///x HTTP/1.1\r\n" + host + "\r\n"),
    ]
    private static let fields = [
        Self("no colon", 400, get + host + "X\r\n\r\n"),
        Self("an empty name", 400, get + host + ": x\r\n\r\n"),
        Self("white space before the colon", 400, get + host + "X : x\r\n\r\n"),
        Self("a name that is no token", 400, get + host + "X(: x\r\n\r\n"),
        Self("a folded field", 400, get + host + "X: a\r\n b\r\n\r\n"),
        Self("white space before the first field", 400, get + " " + host + "\r\n"),
        Self("a bare LF after a field", 400, get + "Host: a\n\r\n"),
        Self("a bare LF at the end of the head", 400, get + host + "\n"),
        Self("a bare CR in a value", 400, get + host + "X: a\rb\r\n\r\n"),
        Self("NUL in a value", 400, get + host + "X: a\0b\r\n\r\n"),
        Self("a control character in a value", 400, get + host + "X: a\u{7}b\r\n\r\n"),
        Self("DEL in a value", 400, get + host + "X: a\u{7F}b\r\n\r\n"),
    ]
    private static let hosts =
        [
            Self("no Host", 400, get + "\r\n"),
            Self("two Hosts", 400, get + "Host: a\r\nHost: b\r\n\r\n"),
            Self("two Hosts that agree", 400, get + "Host: a\r\nHost: a\r\n\r\n"),
            Self("two Hosts in HTTP/1.0", 400, "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n"),
        ]
        + ["", "a b", "a/b", "u@a", "a:b", "a:80:80", "a:65536", "[::1", "[::g]", "[1.2.3.4]", "%zz", "ä", ":80"]
        .map { Self("Host: \($0)", 400, get + "Host: \($0)\r\n\r\n") }
    private static let lengths =
        ["", "-1", "+1", "0x1", "1 1", "1,1", "1, 1", "1.0", "ten", "１"].map {
            Self("Content-Length: \($0)", 400, post + "Content-Length: \($0)\r\n\r\nx")
        } + [
            Self("two lengths that differ", 400, post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx"),
            Self("two lengths that agree", 400, post + "Content-Length: 1\r\nContent-Length: 1\r\n\r\nx"),
            Self("a length beyond all bounds", 413, post + "Content-Length: 99999999999999999999999\r\n\r\n"),
        ]
    private static let codings =
        [
            "gzip", "chunked, gzip", "chunked, chunked", "", "chunked,", "identity", "chunked;q=1", "xchunked",
            "chun\u{212A}ed",
        ].map {
            Self("Transfer-Encoding: \($0)", 400, post + "Transfer-Encoding: \($0)\r\n\r\n0\r\n\r\n")
        } + [
            Self("gzip, chunked", 501, post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
            Self(
                "gzip and chunked", 501, post + "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            ),
            Self(
                "chunked twice", 400, post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            ),
            Self("length and coding", 400, post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            Self("coding and length", 400, post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
            Self(
                "chunked in HTTP/1.0", 400,
                "POST /echo HTTP/1.0\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        ]
    private static let chunks =
        [
            "\r\n", "x\r\n", "-1\r\nx\r\n0\r\n\r\n", "0x1\r\nx\r\n0\r\n\r\n", " 1\r\nx\r\n0\r\n\r\n",
            "1 \r\nx\r\n0\r\n\r\n", "1 ;a\r\nx\r\n0\r\n\r\n", "1\nx\r\n0\r\n\r\n", "1\r\nxy\r\n0\r\n\r\n",
            "1\r\nx\n0\r\n\r\n", "1;a\0\r\nx\r\n0\r\n\r\n",
            "1000000000000000\r\n", "0\r\nA: b\n\r\n", "0\r\nContent-Length: 1\r\n\r\n", "1;\"\r\nx\r\n0\r\n\r\n",
            "1;é\r\nx\r\n0\r\n\r\n", "0\r\nA : b\r\n\r\n", "0\r\n b\r\n\r\n", "0\r\nA: \0\r\n\r\n",
        ].map { Self("chunks \($0.debugDescription)", 400, post + "Transfer-Encoding: chunked\r\n\r\n" + $0) }
}

@Suite("What is not HTTP is refused, and the connection closed")
struct FramingFaultTests {
    @Test("in one piece, after a good request, and cut at each line end", arguments: FramingFault.all)
    func whole(_ fault: FramingFault) async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send(fault.request)
            try await expectRefusal(fault, of: client)

            let second = try await server.connect()
            try await second.send("GET /first HTTP/1.1\r\nHost: a\r\n\r\n" + fault.request)
            #expect(try await second.answer().status == 200)
            try await expectRefusal(fault, of: second)

            let cut = try await server.connect()
            for piece in pieces(of: fault.request) {
                if !cut.received.isEmpty || cut.isEnded { break }
                try await cut.send(piece)
                try await Task.sleep(for: .milliseconds(1))
            }
            try await expectRefusal(fault, of: cut)
        }
    }

    @Test("byte by byte", arguments: FramingFault.all)
    func bytewise(_ fault: FramingFault) async throws {
        try await withServer { server in
            let client = try await server.connect()
            for byte in fault.request.utf8 {
                if !client.received.isEmpty || client.isEnded { break }
                try await client.send([byte])
            }
            try await expectRefusal(fault, of: client)
        }
    }

    private func expectRefusal(_ fault: FramingFault, of client: RawClient) async throws {
        let answer = try await client.answer()
        #expect(answer.status == fault.status, "\(answer.body)")
        #expect(answer["Connection"] == "close")
        #expect(answer["X-Request-Id"]?.isEmpty == false)
        #expect(try await client.ends())
        try await client.close()
    }

    /// Cut between CR and LF, and after LF.
    private func pieces(of text: String) -> [[UInt8]] {
        text.utf8.reduce(into: [[]]) { pieces, byte in
            pieces[pieces.count - 1].append(byte)
            if byte == 0x0D || byte == 0x0A { pieces.append([]) }
        }
    }
}
