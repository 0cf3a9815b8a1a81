import Foundation
import NIOCore
import NIOHPACK
import NIOHTTP1
import Testing

@testable import RESTKit

@Suite("TLS and HTTP/2", .serialized)
struct HTTP2Tests {
    @Test("One port speaks HTTP/2 and HTTP/1.1, as the client likes", arguments: ["--http2", "--http1.1"])
    func negotiation(_ version: String) async throws {
        try await withTLSServer { server, curl in
            let answer = try await curl("\(version) -i -X BREW 'https://localhost:PORT/pot?a=b'")
            #expect(answer.hasPrefix(version == "--http2" ? "HTTP/2 200" : "HTTP/1.1 200 OK"))
            #expect(answer.hasSuffix("BREW /pot?a=b from 127.0.0.1 body false"))
            #expect(answer.lowercased().contains("x-request-id: ") && answer.lowercased().contains("date: "))
            #expect(answer.lowercased().contains("content-length: 39"))
        }
    }

    @Test("Bodies, HEAD, empty answers and field values are the same over HTTP/2")
    func semantics() async throws {
        try await withTLSServer { server, curl in
            let url = "https://localhost:PORT"
            let calls = [
                ("-d hello \(url)/echo", "hello"), ("-d hello -H 'Expect: 100-continue' \(url)/echo", "hello"),
                ("--data-binary @LARGE \(url)/upload", "300000"), ("-I \(url)/denied", "content-length: 4"),
                ("-i \(url)/nothing", "HTTP/2 204"), ("-i \(url)/splitting", "x-value: a  X-Second: 2"),
                ("\(url)/large | wc -c", "8000000"),
            ]
            for (arguments, expected) in calls {
                let printed = try await curl("--http2 \(arguments)")
                #expect(printed.contains(expected))
            }
            #expect(try await eventually { server.application.finishedExchanges.count == calls.count })
        }
    }

    @Test("The limits are the same over HTTP/2")
    func limits() async throws {
        try await withTLSServer({ $0.limits.headerBytes = 4096 }) { server, curl in
            let url = "https://localhost:PORT"
            let large = String(repeating: "x", count: 8191)
            let many = (1...100).map { "-H 'X\($0): y'" }.joined(separator: " ")
            let calls = [
                ("-H 'X: \(large.prefix(4096))' \(url)/", "431"), ("\(many) \(url)/", "431"),
                ("'\(url)/?\(large)'", "414"),
                ("--data-binary @LARGE \(url)/echo", "413"),
                ("--data-binary @LARGE -H 'Content-Length:' \(url)/echo", "413"),
                ("--data-binary @LARGE \(url)/denied", "401"), ("-H 'Expect: fries' -d a \(url)/echo", "417"),
                ("\(url)/", "200"),
            ]
            for (arguments, expected) in calls {
                let status = try await curl("--http2 -o /dev/null -w '%{http_code}' \(arguments)")
                #expect(status == expected, "\(arguments.prefix(100))")
            }
        }
    }

    @Test("An answer that is given before the body has come arrives as a whole")
    func earlyAnswers() async throws {
        try await withTLSServer({ $0.limits.bodyMemory = 10_000 }) { server, curl in
            let calls = [
                ("denied", "who? 401 0"), ("echo", "payloadTooLarge(limit: 1000) at /echo, known 413 0"),
                // A reset behind an answer of untold length is a fault to curl 7.88 (92), and to no later one.
                ("stream/3x5", "aaaaabbbbbccccc 200 "),
                ("upload", "overloaded(retryAfter: 1) at /upload, known 503 0"),
            ]
            for (path, expected) in calls {
                let answer = try await curl(
                    "--http2 -H 'X-Request-Id: known' -w ' %{http_code} %{exitcode}' --data-binary @LARGE "
                        + "https://localhost:PORT/\(path)")
                #expect(answer.hasPrefix(expected))
            }
            #expect(server.load.bodyBytes == 0)
        }
    }

    @Test("A body that does not come in time is 408 over HTTP/2 too")
    func slowBody() async throws {
        try await withTLSServer({ $0.timeouts.request = .milliseconds(300) }) { server, curl in
            let script = "-s --http2 -o /dev/null -w '%{http_code}' -X POST -T - https://localhost:PORT/echo"
            let status = try await curl(script, input: "printf x; sleep 8")
            #expect(status == "408")
        }
    }

    @Test("A large body may take longer over HTTP/2 too, while it keeps coming")
    func slowUpload() async throws {
        try await withTLSServer({
            $0.limits.smallBody = 1_000
            $0.limits.uploadBytes = 1
            $0.timeouts.request = .milliseconds(300)
            $0.timeouts.uploadWindow = .seconds(3)
        }) { server, curl in
            let script = "-s --http2 -w ' %{http_code}' -X POST -T - https://localhost:PORT/upload"
            let slow = try await curl(script, input: "for n in 1 2 3 4; do printf x; sleep 0.2; done")
            #expect(slow == "4 200")
            let stopped = try await curl(script, input: "printf x; sleep 10")
            #expect(stopped.hasSuffix(" 408"))
        }
    }

    @Test("A stream in flight is answered while the server drains")
    func drain() async throws {
        try await withTLSServer { server, curl in
            async let answer = curl("--http2 https://localhost:PORT/held")
            #expect(try await eventually { server.application.heldCount == 1 })
            async let stopped: Void = server.server.stop()
            #expect(try await eventually { server.server.draining.isDraining })
            server.application.release()
            let printed = try await answer
            #expect(printed == "held")
            await stopped
        }
    }

    @Test("A client that never begins TLS is left after the time for a header")
    func silence() async throws {
        try await withTLSServer({ $0.timeouts.head = .milliseconds(200) }) { server, _ in
            let client = try await server.connect()
            #expect(try await client.ends())
        }
    }

    @Test("The authority is the host, and both must agree")
    func authority() {
        func fault(_ fields: [(String, String)]) -> HTTPFault? {
            let pseudo = [(":method", "GET"), (":path", "/"), (":scheme", "https")]
            return HTTP2Head(HPACKHeaders(pseudo + fields), limits: .init()).fault
        }
        #expect(fault([(":authority", "a")]) == nil)
        #expect(fault([(":authority", "a"), ("host", "a")]) == nil)
        #expect(fault([("host", "a")]) == nil)
        #expect(fault([(":authority", "a"), ("host", "b")])?.status == .badRequest)
        #expect(fault([])?.status == .badRequest)
        #expect(fault([(":authority", "u@a")])?.status == .badRequest)
        #expect(fault([(":authority", "a"), ("x", "a\r\nb: c")])?.status == .badRequest)
    }

    @Test("Certificates that cannot be used are told in a sentence")
    func unreadable() async throws {
        let folder = try await Certificates()
        defer { folder.remove() }
        func sentence(_ certificate: String, _ key: String) -> String {
            let tls = HTTPServer.Configuration.TLS(certificatePath: certificate, keyPath: key)
            do throws(ServerStartFailure) {
                _ = try tls.makeContext()
                return ""
            } catch {
                return error.description
            }
        }
        #expect(sentence(folder.certificate, folder.key) == "")
        #expect(sentence("/missing.pem", folder.key).hasPrefix("The TLS certificate /missing.pem cannot be read"))
        #expect(sentence(folder.key, folder.key).hasPrefix("The TLS certificate"))
        #expect(sentence(folder.certificate, "/missing.pem").hasPrefix("The TLS key /missing.pem cannot be read"))
        #expect(sentence(folder.certificate, folder.otherKey).contains("does not belong to the certificate"))
    }
}
