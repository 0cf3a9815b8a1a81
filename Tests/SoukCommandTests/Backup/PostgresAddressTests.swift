import Testing

@testable import SoukCommands

@Suite("A PostgreSQL URL for other programs")
struct PostgresAddressTests {
    @Test(
        "The password is apart from it, wherever it stood",
        arguments: [
            ("postgres://souk:p%40ss@db/shop", "postgresql://souk@db/shop", "p@ss"),
            (
                "postgres://souk:a:b@h1:1,h2:2/shop?sslmode=require",
                "postgresql://souk@h1:1,h2:2/shop?sslmode=require", "a:b"
            ),
            ("postgresql://db/shop?user=souk&password=x%26y", "postgresql://db/shop?user=souk", "x&y"),
            ("postgres://souk@db/shop", "postgresql://souk@db/shop", nil),
            ("postgres://souk:se?cret@db/shop?a=b", "postgresql://souk@db/shop?a=b", "se?cret"),
            ("postgres://db/shop?%70assword=x", "postgresql://db/shop", "x"),
            ("postgres:///shop?host=/run/postgresql", "postgresql:///shop?host=/run/postgresql", nil),
        ] as [(String, String, String?)])
    func password(_ text: String, _ url: String, _ password: String?) throws {
        let address = try PostgresAddress(text)
        #expect(address.url == url)
        #expect(address.password == password)
    }

    @Test("Another database on the same server keeps everything else")
    func database() throws {
        let address = try PostgresAddress("postgres://souk:x@h1:1,h2:2/shop?sslmode=require&dbname=other").database(
            "trial")
        #expect(address.url == "postgresql://souk@h1:1,h2:2/trial?sslmode=require")
        #expect(address.password == "x")
    }

    @Test("For an engine of ours the password is in it again")
    func engine() throws {
        let address = try PostgresAddress("postgres://souk:p%40s+s@db/shop?sslmode=require")
        #expect(address.engineURL == "postgresql://souk@db/shop?sslmode=require&password=p%40s%2Bs")
    }

    @Test("A secret that other programs would have to be shown is refused")
    func otherSecrets() {
        #expect(throws: Failure.self) { try PostgresAddress("postgres://souk@db/shop?sslpassword=x") }
    }
}
