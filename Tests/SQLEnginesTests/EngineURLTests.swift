import SQLEngines
import Testing

@Suite("Database URLs")
struct EngineURLTests {
    @Test(
        "A SQLite URL is a path",
        arguments: [
            ("sqlite:data/souk.sqlite", "data/souk.sqlite"), ("sqlite:/srv/souk.sqlite", "/srv/souk.sqlite"),
            ("sqlite:///srv/souk.sqlite", "/srv/souk.sqlite"), ("SQLite:a b%20c.db", "a b%20c.db"),
        ])
    func paths(_ text: String, _ path: String) throws {
        #expect(try EngineURL(text).location == .sqlite(path: path))
    }

    @Test(
        "Anything else is refused with a sentence that says what to write",
        arguments: ["", "souk.sqlite", "mysql://root@host/db", "sqlite:", "sqlite://data/souk.sqlite", ":", "sqlite"])
    func refused(_ text: String) {
        let refusal = #expect(throws: DatabaseUnusable.self) { _ = try EngineURL(text) }
        #expect(refusal?.description.contains("sqlite:") == true)
    }

    @Test(
        "A description hides passwords",
        arguments: [
            ("postgres://ann:p@ss:w%40rd@db.example/souk", "postgres://ann:***@db.example/souk"),
            (
                "postgresql://ann@db/souk?sslmode=require&password=secret",
                "postgresql://ann@db/souk?sslmode=require&password=***"
            ),
            (
                "postgresql://ann@db/souk?sslpassword=secret&pass%77ord=secret",
                "postgresql://ann@db/souk?sslpassword=***&pass%77ord=***"
            ),
            ("postgres://db:5432/souk", "postgres://db:5432/souk"),
            ("postgres://ann:se?cret@db/souk?a=b@c", "postgres://ann:***@db/souk?a=b@c"),
            ("postgres://ann:se/cret@db/souk", "postgres://ann:***@db/souk"),
            ("postgres://db/souk?%70assword=x&sslpassword=y", "postgres://db/souk?%70assword=***&sslpassword=***"),
            ("postgres://:secret@db", "postgres://:***@db"), ("sqlite:data/souk.sqlite", "sqlite:data/souk.sqlite"),
        ])
    func description(_ text: String, _ description: String) throws {
        #expect(try EngineURL(text).description == description)
    }

    @Test("A server that is not there is named without its password, and may come yet")
    func unreachable() async throws {
        let url = try EngineURL("postgres://ann:secret@127.0.0.1:1/souk")
        let refusal = await #expect(throws: DatabaseUnusable.self) { _ = try await url.open() }
        #expect(refusal?.mayPass == true)
        #expect(refusal?.description.contains("ann:***@127.0.0.1:1") == true)
        #expect(refusal?.description.contains("secret") == false)
    }

    @Test("A SQLite URL opens")
    func opens() async throws {
        try await withFolder { folder in
            let engine = try await EngineURL("sqlite://\(folder)/shop.sqlite").open()
            #expect(engine.dialect == .sqlite)
            await engine.close()
        }
    }
}
