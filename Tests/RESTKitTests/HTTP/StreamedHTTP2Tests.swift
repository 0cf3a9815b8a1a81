import NIOCore
import NIOHTTP2
import Testing

@testable import RESTKit

@Suite("Streamed answers over HTTP/2", .serialized)
struct StreamedHTTP2Tests {
    @Test("The content is whole, whoever makes it; HEAD has none")
    func content() async throws {
        try await withTLSServer { server, curl in
            let url = "https://localhost:PORT/stream"
            let calls = [
                ("\(url)/3x5", "aaaaabbbbbccccc"), ("\(url)/3x0", ""), ("\(url)/400x70000 | wc -c", "28000000\n"),
                ("\(url)/1x1/elsewhere | wc -c", "100001\n"),
            ]
            for (arguments, expected) in calls {
                let printed = try await curl("--http2 \(arguments)")
                #expect(printed == expected, "\(arguments)")
            }
            let head = try await curl("--http2 -I \(url)/3x5")
            #expect(head.hasPrefix("HTTP/2 200") && !head.contains("content-length") && head.contains("text/csv"))
            #expect(try await eventually { server.application.finishedExchanges.count == 5 })
            #expect(server.application.streams.started == 4)
        }
    }

    @Test("Over TLS and HTTP/1.1 it is whole too")
    func http11() async throws {
        try await withTLSServer { server, curl in
            let url = "https://localhost:PORT/stream"
            let length = try await curl("--http1.1 \(url)/400x70000 | wc -c")
            #expect(length == "28000000\n")
            let isBroken = try await curl("--http1.1 -o /dev/null \(url)/1x5/failing; echo $?")
            #expect(isBroken == "18\n")
        }
    }

    @Test("A stream that fails is reset, and the connection lives on")
    func failure() async throws {
        try await withHTTP2Reader { server, reader in
            try await reader.get("/stream/2x5/failing-later", on: 1)
            #expect(try await eventually { reader.content(of: 1) == Array("aaaaabbbbb".utf8) })
            server.application.release()
            #expect(try await eventually { reader.end(of: 1) == "reset 2" })
            #expect(try await eventually { server.application.finishedExchanges.count == 1 })
            try await reader.get("/stream/2x5", on: 3)
            #expect(try await eventually { reader.end(of: 3) == "whole" })
        }
    }

    @Test("Who closes the window is waited for, keeps little in memory, and hinders no other stream")
    func backpressure() async throws {
        try await withHTTP2Reader { server, reader in
            try await reader.get("/stream/1000x20000", on: 1)
            #expect(try await eventually { reader.content(of: 1).count == 65_535 })
            try await reader.get("/stream/3x5", on: 3)
            #expect(try await eventually { reader.end(of: 3) == "whole" })
            #expect(server.application.streams.written < 200_000)
            for round in 1...5 {
                try await reader.widen(1, by: 1_000_000)
                #expect(try await eventually { reader.content(of: 1).count == 65_535 + round * 1_000_000 })
                #expect(server.application.streams.written < 200_000 + round * 1_000_000)
            }
            try await reader.widen(1, by: 20_000_000)
            #expect(try await eventually { reader.end(of: 1) == "whole" })
            #expect(reader.content(of: 1).count == 20_000_000)
        }
    }

    @Test("Who never opens it again is cut off")
    func stoppedReader() async throws {
        try await withHTTP2Reader({ $0.timeouts.write = .milliseconds(300) }) { server, reader in
            try await reader.get("/stream/1000x20000", on: 1)
            #expect(try await eventually { reader.end(of: 1)?.hasPrefix("reset") ?? false })
            #expect(try await eventually { server.application.finishedExchanges.count == 1 })
            #expect(server.application.streams.endings == [.cancelled])
            try await reader.get("/stream/1x5/held", on: 3)
            #expect(try await eventually { server.application.heldCount == 1 })
            try await Task.sleep(for: .milliseconds(600))
            server.application.release()
            #expect(try await eventually { reader.end(of: 3) == "whole" })
        }
    }

    @Test("A stream that the client gives up, and one whose connection ends, are cancelled at once")
    func gone() async throws {
        try await withHTTP2Reader { server, reader in
            try await reader.get("/stream/1x5/waiting", on: 1)
            try await reader.get("/stream/1x5/waiting", on: 3)
            try await reader.get("/stream/1000x20000", on: 5)
            #expect(try await eventually { server.application.streams.started == 3 })
            try await reader.reset(1)
            #expect(try await eventually { server.application.streams.endings == [.cancelled] })
            #expect(try await eventually { server.application.finishedExchanges.count == 1 })
            try await reader.close()
            #expect(try await eventually { server.application.streams.endings.count == 3 })
            #expect(try await eventually { server.application.finishedExchanges.count == 3 })
        }
    }

    @Test("A stream in flight ends while the server drains, or is cut off")
    func drain() async throws {
        try await withHTTP2Reader({ $0.timeouts.drain = .seconds(5) }) { server, reader in
            try await reader.get("/stream/1x5/held", on: 1)
            try await reader.get("/stream/1x5/waiting", on: 3)
            #expect(try await eventually { server.application.streams.started == 2 })
            async let stopped: Void = server.server.stop()
            #expect(try await eventually { server.server.draining.isDraining })
            server.application.release()
            #expect(try await eventually { reader.end(of: 1) == "whole" })
            await stopped
            #expect(try await eventually { server.application.finishedExchanges.count == 2 })
            #expect(server.application.streams.endings == [.whole, .cancelled])
        }
    }
}
