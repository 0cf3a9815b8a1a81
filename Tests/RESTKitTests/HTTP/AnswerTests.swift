import NIOHTTP1
import Testing

@testable import RESTKit

@Suite("Every answer")
struct AnswerTests {
    @Test("An answer has its length, the time and a request id, and names no server")
    func fields() async throws {
        try await withServer { server in
            let answer = try await server.answer(to: "GET /a?b=c HTTP/1.1\r\nHost: shop.example\r\n\r\n")
            #expect(answer.statusLine == "HTTP/1.1 200 OK")
            #expect(answer.body == "GET /a?b=c from 127.0.0.1 body false")
            #expect(answer["Content-Length"] == "\(answer.body.utf8.count)")
            #expect(answer["Date"]?.hasSuffix(" GMT") == true && answer["Date"]?.count == 29)
            #expect(answer["X-Request-Id"]?.count == 26)
            #expect(answer["Server"] == nil && answer["Connection"] == nil)
        }
    }

    @Test("A request id is taken when it is usable, and made when it is not")
    func requestID() async throws {
        try await withServer { server in
            let long = String(repeating: "a", count: 128)
            let usable = ["X-Request-Id: aZ09._-", "x-request-id: \(long)"]
            for field in usable {
                let answer = try await server.answer(to: "GET / HTTP/1.1\r\nHost: a\r\n\(field)\r\n\r\n")
                #expect(answer["X-Request-Id"].map { field.hasSuffix(": " + $0) } == true)
            }
            let unusable = ["X-Request-Id: \(long)a", "X-Request-Id: a b", "X-Request-Id: ", "X: y"]
            var made: Set<String> = []
            for field in unusable + ["X-Request-Id: a\r\nX-Request-Id: a"] {
                let answer = try await server.answer(to: "GET / HTTP/1.1\r\nHost: a\r\n\(field)\r\n\r\n")
                #expect(answer["X-Request-Id"]?.count == 26)
                made.insert(answer["X-Request-Id"] ?? "")
            }
            #expect(made.count == 5)
        }
    }

    @Test("HEAD is told the length that GET would have, and nothing follows")
    func head() async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send("HEAD /same HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await client.answer(toHEAD: true)["Content-Length"] == "36")
            let next = try await client.answer()
            #expect(next.statusLine == "HTTP/1.1 200 OK" && next.body.hasPrefix("GET /next"))
        }
    }

    @Test("204 and 304 end with their header", arguments: ["/nothing", "/unchanged"])
    func withoutContent(_ path: String) async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await client.answer()["Content-Length"] == nil)
            let next = try await client.answer()
            #expect(next.statusLine == "HTTP/1.1 200 OK" && next.body.hasPrefix("GET /next"))
        }
    }

    @Test("Nothing that an application puts into a field can become another field, nor change the framing")
    func splitting() async throws {
        try await withServer { server in
            let answer = try await server.answer(to: "GET /splitting HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(answer.statusLine == "HTTP/1.1 200 OK  X-First: 1")
            #expect(answer.fields.map(\.name) == ["X-Value", "Content-Length", "Date", "X-Request-Id"])
            #expect(answer["X-Value"] == "a  X-Second: 2")
            #expect(answer.body == "whole")
        }
    }

    @Test("The application is told of every answer once, faults included")
    func finished() async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send("GET /one HTTP/1.1\r\nHost: a\r\nX-Request-Id: first\r\n\r\nnonsense\r\n\r\n")
            _ = try await client.answer()
            _ = try await client.answer()
            #expect(try await eventually { server.application.finishedExchanges.count == 2 })
            let exchanges = server.application.finishedExchanges
            #expect(exchanges.map(\.response.status.code) == [200, 400])
            #expect(exchanges[0].id == "first" && exchanges[0].head?.target == "/one")
            #expect(exchanges[1].head == nil && exchanges[1].id.count == 26)
            #expect(exchanges.allSatisfy { $0.duration > .zero && $0.duration < .seconds(5) })
        }
    }

    @Test(
        "Dates are written as RFC 9110 says",
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (951_782_399, "Mon, 28 Feb 2000 23:59:59 GMT"), (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"), (1_767_225_599, "Wed, 31 Dec 2025 23:59:59 GMT"),
        ])
    func date(_ seconds: Int64, _ text: String) {
        #expect(DateField.write(seconds) == text)
    }
}
