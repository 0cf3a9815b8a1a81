import Foundation
import NIOConcurrencyHelpers
import Testing

@testable import RESTKit

@Suite("A connection")
struct ConnectionTests {
    @Test("It lives on between requests of HTTP/1.1, and ends when asked to")
    func keepAlive() async throws {
        try await withServer { server in
            let client = try await server.connect()
            for number in 1...3 {
                try await client.send("GET /\(number) HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try await client.answer().body.hasPrefix("GET /\(number) "))
            }
            try await client.send("GET /4 HTTP/1.1\r\nHost: a\r\nConnection: te, Close\r\n\r\n")
            #expect(try await client.answer()["Connection"] == "close")
            #expect(try await client.ends())
        }
    }

    @Test("HTTP/1.0 ends after one request unless it asks for more; it needs no Host")
    func http10() async throws {
        try await withServer { server in
            let once = try await server.connect()
            try await once.send("GET / HTTP/1.0\r\n\r\n")
            #expect(try await once.answer()["Connection"] == "close")
            #expect(try await once.ends())
            let twice = try await server.connect()
            for _ in 1...2 {
                try await twice.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                #expect(try await twice.answer()["Connection"] == "keep-alive")
            }
        }
    }

    @Test("Pipelined requests are answered in order, bodies and all")
    func pipelining() async throws {
        try await withServer { server in
            let client = try await server.connect()
            let requests = (0..<200).map { number in
                number % 2 == 0
                    ? "GET /\(number) HTTP/1.1\r\nHost: a\r\n\r\n"
                    : "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n\(1000 + number)"
            }
            try await client.send(requests.joined())
            for number in 0..<200 {
                let body = try await client.answer().body
                #expect(number % 2 == 0 ? body.hasPrefix("GET /\(number) ") : body == "\(1000 + number)")
            }
        }
    }

    @Test("A request waits for the one before it")
    func order() async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\nGET /after HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await eventually { server.application.heldCount == 1 })
            try await Task.sleep(for: .milliseconds(30))
            #expect(client.received.isEmpty)
            server.application.release()
            #expect(try await client.answer().body == "held")
            #expect(try await client.answer().body.hasPrefix("GET /after"))
        }
    }

    @Test("A client that has sent its last byte still gets its answers")
    func halfClosed() async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\nGET /after HTTP/1.1\r\nHost: a\r\n\r\n")
            try await client.closeOutput()
            #expect(try await eventually { server.application.heldCount == 1 })
            server.application.release()
            #expect(try await client.answer().body == "held")
            #expect(try await client.answer()["Connection"] == "close")
            #expect(try await client.ends())
        }
    }

    @Test("A client that goes away while its answer is made leaves nothing behind")
    func gone() async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try await eventually { server.application.heldCount == 1 })
            try await client.close()
            server.application.release()
            #expect(try await eventually { server.application.finishedExchanges.count == 1 })
            #expect(try await server.answer(to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 200)
        }
    }

    @Test("A Unix domain socket serves too, and is gone afterwards")
    func unixSocket() async throws {
        let path = NSTemporaryDirectory() + "souk-\(UInt32.random(in: 0 ... .max)).sock"
        try await withServer({ $0.address = .unix(path: path) }) { server in
            let answer = try await server.answer(to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(answer.body == "GET / from 127.0.0.1 body false")
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("What is sent while a request is handled is read only to a bound")
    func backpressure() async throws {
        try await withServer { server in
            let client = try await server.connect()
            try await client.send("POST /late HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            #expect(try await eventually { server.application.heldCount == 1 })
            let sent = NIOLockedValueBox(0)
            let flood = Task {
                for _ in 0..<64 {
                    try await client.send([UInt8](repeating: UInt8(ascii: "f"), count: 1_000_000))
                    sent.withLockedValue { $0 += 1_000_000 }
                }
            }
            try await Task.sleep(for: .milliseconds(300))
            #expect(sent.withLockedValue { $0 } < 32_000_000)
            flood.cancel()
            try await client.close()
        }
    }
}
