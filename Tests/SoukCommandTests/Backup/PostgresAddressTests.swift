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
            ("postgres:///shop?host=/run/postgresql", "postgresql:///shop?host=/run/postgresql", nil),
        ] as [(String, String, String?)])
    func password(_ text: String, _ url: String, _ password: String?) {
        let address = PostgresAddress(text)
        #expect(address.url == url)
        #expect(address.password == password)
    }

    @Test("Another database on the same server keeps everything else")
    func database() {
        let address = PostgresAddress("postgres://souk:x@h1:1,h2:2/shop?sslmode=require&dbname=other").database("trial")
        #expect(address.url == "postgresql://souk@h1:1,h2:2/trial?sslmode=require")
        #expect(address.password == "x")
    }

    @Test("For an engine of ours the password is in it again, and a name by which its connections are known")
    func engine() {
        let address = PostgresAddress("postgres://souk:p%40s+s@db/shop?application_name=mine")
        #expect(
            address.engineURL(for: "souk-command")
                == "postgresql://souk@db/shop?application_name=souk-command&password=p%40s%2Bs")
    }
}
