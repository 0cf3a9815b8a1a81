import NIOHTTP1
import RESTKit
import SQLEngines
import SoukServer
import TestDatabases
import Testing

@Suite("What the operator and the visitor see")
struct OperationsTests {
    @Test("Alive and ready, until the database is gone: then only alive")
    func health() async throws {
        try await TestServer.run { server in
            #expect(try await server.get("/livez").text == #"{"status":"ok"}"#)
            var ready = try await server.get("/readyz")
            // It asks a database beyond a network for no longer than a second.
            for _ in 1...30 where ready.status == 503 { ready = try await server.get("/readyz") }
            #expect(ready.text == #"{"status":"ready"}"#)
            #expect(ready.headers.first(name: "Cache-Control") == "no-store")
            await server.engine.close()
            let answer = try await server.get("/readyz")
            #expect(answer.status == 503 && answer.code == "not_ready")
            #expect(answer.json["detail"] == "the database does not answer")
            #expect(answer.headers.contains(name: "Retry-After"))
            #expect(try await server.get("/livez").status == 200)
            #expect(try await server.get("/store").code == "not_ready")
        }
    }

    @Test("Metrics count requests by route and status, never by path")
    func metrics() async throws {
        try await TestServer.withShop { server, shop in
            _ = try await server.get("/store/\(shop.store)")
            _ = try await server.get("/store/999")
            _ = try await server.get("/nowhere")
            var metrics = try await server.get("/metrics")
            #expect(metrics.headers.first(name: "Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
            let lines = [
                #"http_requests_total{method="GET",route="/store/{store_id}",status="200"} 1"#,
                #"http_requests_total{method="GET",route="/store/{store_id}",status="404"} 1"#,
                #"http_requests_total{method="GET",route="none",status="404"} 1"#,
                #"http_requests_total{method="POST",route="/item/{item_id}/tag/{tag_id}",status="201"} 1"#,
                "# TYPE http_request_duration_seconds histogram", "password_hashes_finished 2",
                #"logins_total{outcome="accepted"} 1"#, "http_requests_in_flight 1", "http_request_body_bytes 0",
                "http_response_body_bytes 0",
                "database_commit_writes_count",
            ]
            // A request is counted when its answer has left, and its client may be quicker.
            for _ in 0..<2_000 where !lines.allSatisfy(metrics.text.contains) {
                try await Task.sleep(for: .milliseconds(5))
                metrics = try await server.get("/metrics")
            }
            for line in lines { #expect(metrics.text.contains(line), "\(line)") }
        }
    }

    @Test("Under the guarded policy metrics ask for their token, and are not there for anybody else")
    func guardedMetrics() async throws {
        let token = "a-token-of-some-length"
        try await TestServer.run(.guarded, { $0.metricsToken = token }) { server in
            let answer = try await server.get("/metrics", bearer: token)
            #expect(answer.status == 200)
            for other in ["a-token-of-some-lengtx", "a-token-of-some-lengt", "x"] {
                #expect(try await server.get("/metrics", bearer: other).code == "not_found")
            }
            #expect(try await server.get("/metrics").code == "not_found")
        }
    }

    @Test(
        "Pages are HTML for browsers and JSON for programs, and load nothing but this server's style and script",
        arguments: ["/", "/problems", "/problems/store_name_taken"])
    func pages(_ path: String) async throws {
        try await TestServer.run { server in
            let page = try await server.get(path, ["Accept": "text/html,application/xhtml+xml,*/*;q=0.8"])
            #expect(page.headers.first(name: "Content-Type") == "text/html; charset=utf-8")
            #expect(page.text.hasPrefix("<!doctype html>") && !page.text.contains("<style"))
            let policy = page.headers.first(name: "Content-Security-Policy") ?? ""
            #expect(policy.hasPrefix("default-src 'none'; style-src 'self'; script-src 'self';"))
            for accept in ["*/*", "application/json"] {
                let json = try await server.get(path, ["Accept": accept])
                #expect(json.headers.first(name: "Content-Type") == "application/json")
                #expect(json.headers["Vary"].contains("Accept"))
            }
            #expect(try await server.get(path, ["Accept": "image/png"]).code == "not_acceptable")
        }
    }

    @Test("What a Host field says is text on the home page, never markup")
    func host() async throws {
        try await TestServer.run { server in
            let page = try await server.get("/", ["Accept": "text/html"])
            #expect(page.text.contains("curl http://127.0.0.1:\(server.client.port)/register"))
            #expect(page.text.contains("<p class=\"state\">Healthy and ready.</p>"))
        }
    }

    /// API.md §4.
    private static let codes = Set(
        """
        bad_request invalid_json authorization_required invalid_token token_expired token_revoked fresh_token_required \
        invalid_credentials insufficient_role registration_closed last_admin csrf_failed not_found method_not_allowed \
        not_acceptable request_timeout email_taken store_name_taken tag_name_taken tag_in_use tag_of_another_store \
        item_has_tags store_has_items too_many_tags currency_mismatch precondition_failed payload_too_large \
        uri_too_long unsupported_media_type expectation_failed validation_failed invalid_cursor precondition_required \
        too_many_requests header_fields_too_large internal not_implemented overloaded not_ready \
        http_version_not_supported storage_full
        """.split(separator: " ").map(String.init))

    @Test("Every problem of the contract has its page")
    func problemPages() async throws {
        try await TestServer.run { server in
            let list = try await server.get("/problems").json["problems"].array
            #expect(Set(list.compactMap { $0["code"].string }) == Self.codes && list.count == Self.codes.count)
            for problem in list {
                let name = try #require(problem["code"].string)
                let page = try await server.get("/problems/\(name)")
                #expect(page.json["help"].string?.isEmpty == false)
            }
            #expect(try await server.get("/problems/unheard_of").code == "not_found")
        }
    }

    @Test("Every answer says how it is to be handled", arguments: ["/store", "/nowhere", "/item", "/livez", "/"])
    func fields(_ path: String) async throws {
        try await TestServer.run { server in
            let answer = try await server.get(path, ["X-Request-Id": "abc.DEF-1_2"])
            #expect(answer.headers.first(name: "X-Request-Id") == "abc.DEF-1_2")
            #expect(answer.headers.first(name: "X-Content-Type-Options") == "nosniff")
            #expect(answer.headers.first(name: "Referrer-Policy") == "no-referrer")
            #expect(answer.headers.contains(name: "Content-Security-Policy"))
            #expect(answer.headers.contains(name: "Cache-Control"))
            #expect(!answer.headers.contains(name: "Server"))
        }
    }

    @Test(
        "The open policy beyond this machine must be asked for",
        arguments: [
            ("0.0.0.0", true), ("::", true), ("192.0.2.1", true), ("shop.example", true), ("127.0.0.1", false),
            ("::1", false), ("localhost", false), ("127.9.9.9", false),
        ])
    func openAccess(_ host: String, _ isRefused: Bool) async throws {
        func start(_ change: (inout ServerSettings) -> Void) async -> Bool {
            do {
                try await TestServer.withBuilt(on: .sqlite) { settings in
                    settings.http.address = .tcp(host: host, port: 0)
                    change(&settings)
                }
                return true
            } catch {
                return !(error is UnsafeSettings)
            }
        }
        #expect(await start { _ in } == !isRefused)
        #expect(await start { $0.allowsOpenAccessFromAnywhere = true })
        #expect(await start { $0.access = .guarded })
    }
}
