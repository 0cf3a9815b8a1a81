import SQLEngines
import Testing

@Suite("The house dialect's text")
struct SQLTests {
    @Test("Values become placeholders numbered from left to right")
    func numbering() {
        let sql: SQL = "SELECT \(1), \("two") WHERE \(true) AND \(Int?.none)"
        #expect(sql.statement.text == "SELECT $1, $2 WHERE $3 AND $4")
        #expect(sql.statement.values == [.integer(1), .text("two"), .boolean(true), .null])
    }

    @Test("A fragment is spliced in and its placeholders renumbered")
    func renumbering() {
        let condition: SQL = "price BETWEEN \(10) AND \(20)"
        let sql: SQL = "SELECT * FROM items WHERE store_id = \(7) AND \(condition) LIMIT \(5)"
        #expect(sql.statement.text == "SELECT * FROM items WHERE store_id = $1 AND price BETWEEN $2 AND $3 LIMIT $4")
        #expect(sql.statement.values == [.integer(7), .integer(10), .integer(20), .integer(5)])
    }

    @Test("A fragment used twice binds its values twice")
    func reuse() async throws {
        let term: SQL = "\(20) + \(1)"
        let sql: SQL = "SELECT \(term), \(term) * 2"
        #expect(sql.statement.text == "SELECT $1 + $2, $3 + $4 * 2")
        let sum: [Int] = try await withEngine { engine in
            try await engine.all(sql) { row in try row.next() + row.next() }
        }
        #expect(sum == [43])
    }

    @Test("More than nine values keep their order on the engine")
    func manyValues() async throws {
        let list = (1...40).map { number -> SQL in "\(number)" }.joined(" || ',' || ")
        let text: String? = try await withEngine { engine in try await engine.value("SELECT \(list)") }
        #expect(text == (1...40).map(String.init).joined(separator: ","))
    }

    @Test("Fragments join with a separator between, and none gives nothing")
    func joining() {
        let conditions: [SQL] = ["a = \(1)", "b = \(2)", "c"]
        #expect(conditions.joined(" AND ").statement.text == "a = $1 AND b = $2 AND c")
        #expect([SQL]().joined(" AND ").statement.text.isEmpty)
        #expect(("a = \(1)" + " OR " + "b = \(2)" as SQL).statement.text == "a = $1 OR b = $2")
    }

    @Test(
        "A value is never part of the text, whatever it holds",
        arguments: ["'; DROP TABLE stores; --", "$1", "", "naïve ☕️ \u{301}", "line\nbreak", "\u{0}inside"])
    func valuesStayValues(_ text: String) async throws {
        let echoed: String? = try await withEngine { engine in try await engine.value("SELECT \(text)") }
        #expect(echoed.map { Array($0.utf8) } == Array(text.utf8))
    }

    @Test("Two statements of one shape and different lengths of text are not mixed up")
    func similarStatements() async throws {
        try await withEngine { engine in
            // The same lengths piece by piece, so that only the texts tell them apart.
            let first: Int? = try await engine.value("SELECT 1 + \(1)")
            let second: Int? = try await engine.value("SELECT 2 * \(5)")
            let third: Int? = try await engine.value("SELECT 1 + \(4)")
            #expect([first, second, third] == [2, 10, 5])
        }
    }

    @Test("More statements than a connection keeps are all answered")
    func evictedStatements() async throws {
        var options = SQLiteOptions()
        options.statementsKept = 4
        try await withEngine(options: options) { engine in
            for round in 1...2 {
                for number in 1...20 {
                    let product: SQL = SQL(stringLiteral: "SELECT \(number) * ") + "\(round)"
                    let answer = try await engine.number(product)
                    #expect(answer == number * round)
                }
            }
        }
    }

    @Test("A text of two statements, or of none, is refused", arguments: ["SELECT 1; SELECT 2", "", "-- nothing"])
    func oneStatement(_ text: String) async throws {
        try await withEngine { engine in
            await #expect(throws: EngineError.self) { try await engine.execute(SQL(stringLiteral: text)) }
            let one = try await engine.number("SELECT 1; ")
            #expect(one == 1)
        }
    }
}
