import SQLEngines
import TestDatabases
import Testing

/// What a URL can ask for beside the server's name.
@Suite("PostgreSQL URLs", .enabled(if: TestEngine.serverURL != nil))
struct PostgresURLTests {
    private func withURL(_ body: (String) async throws -> Void) async throws {
        try await withDatabase(.postgres) { database in try await body(try #require(database.url)) }
    }

    private func opened<Value>(_ url: String, _ body: (any Engine) async throws -> Value) async throws -> Value {
        let engine = try await EngineURL(url).open(postgres: .forTests)
        return try await engine.closing { try await body($0) }
    }

    private static let isEncrypted: SQL = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"

    @Test("sslmode decides whether the connection is encrypted", arguments: [("require", true), ("disable", false)])
    func encryption(_ mode: String, _ encrypts: Bool) async throws {
        try await withURL { url in
            let isEncrypted: Bool? = try await opened("\(url)?sslmode=\(mode)") { engine in
                let single: Bool? = try await engine.value(Self.isEncrypted)
                let own: Bool? = try await engine.write { try await $0.value(Self.isEncrypted) }
                return single == own ? single : nil
            }
            #expect(isEncrypted == encrypts)
        }
    }

    @Test("A certificate that nobody vouches for is refused where it is to be verified")
    func verification() async throws {
        try await withURL { url in
            let refusal = await #expect(throws: DatabaseUnusable.self) {
                try await opened("\(url)?sslmode=verify-full&sslrootcert=/dev/null") { _ in }
            }
            #expect(refusal?.description.contains("certificate") == true)
        }
    }

    @Test("Of several hosts the first that answers and can be written to is taken")
    func hosts() async throws {
        try await withURL { url in
            let several = url.replacing("@", with: "@127.0.0.1:1,", maxReplacements: 1)
            let answer: Int? = try await opened("\(several)?target_session_attrs=read-write") { engine in
                try await engine.write { try await $0.value("SELECT \(5)") }
            }
            #expect(answer == 5)
        }
    }

    @Test("A wrong password is final, and not shown")
    func password() async throws {
        try await withURL { url in
            let (user, rest) = (
                try #require(url.firstRange(of: ":", after: "//")), try #require(url.lastIndex(of: "@"))
            )
            let wrong = url[..<user] + ":wr0ng" + url[rest...]
            let refusal = await #expect(throws: DatabaseUnusable.self) {
                try await opened(String(wrong)) { _ in }
            }
            #expect(refusal?.mayPass == false)
            #expect(refusal?.description.contains("wr0ng") == false)
        }
    }

    @Test("A parameter that libpq does not know is an error and no crash")
    func unknownParameter() async throws {
        try await withURL { url in
            await #expect(throws: DatabaseUnusable.self) { try await opened("\(url)?nonsense=1") { _ in } }
        }
    }
}

extension String {
    /// Where `text` begins for the first time behind `start`.
    fileprivate func firstRange(of text: String, after start: String) -> Index? {
        guard let begin = firstRange(of: start)?.upperBound else { return nil }
        return self[begin...].firstRange(of: text)?.lowerBound
    }
}
