import SQLEngines
import TestDatabases
import Testing

@Suite("Values in columns")
struct ValueTests {
    @Test(
        "The largest and smallest integers come back as they went in",
        arguments: TestEngine.all, [Int64.min, -1, 0, Int64.max])
    func integers(_ kind: TestEngine, _ integer: Int64) async throws {
        let echoed: Int64? = try await withEngine(kind) { engine in try await engine.value("SELECT \(integer)") }
        #expect(echoed == integer)
    }

    @Test("Optional columns are nil exactly where they are null", arguments: TestEngine.all)
    func optionals(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            let answer = try await engine.first("SELECT NULL, 0, '', FALSE") { row in
                let isNull = try row.next(String?.self) == nil
                return (isNull, try row.next(Int?.self), try row.next(String?.self), try row.next(Bool?.self))
            }
            #expect(answer?.0 == true)
            #expect(answer?.1 == 0)
            #expect(answer?.2 == "")
            #expect(answer?.3 == false)
        }
    }

    @Test(
        "A column that holds something else is a decoding fault that names it",
        arguments: TestEngine.all, ["SELECT 'text'", "SELECT 1.5", "SELECT NULL", "SELECT x'00'"])
    func wrongIntegers(_ kind: TestEngine, _ text: String) async throws {
        try await withEngine(kind) { engine in
            await #expect(throws: DecodingFault(column: 0, wanted: "BIGINT")) {
                let _: Int? = try await engine.value(SQL(stringLiteral: text))
            }
        }
    }

    @Test("A column past the last one is null", arguments: TestEngine.all)
    func missingColumn(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            await #expect(throws: DecodingFault(column: 1, wanted: "TEXT")) {
                try await engine.first("SELECT 'only'") { row in
                    _ = try row.next(String.self)
                    return try row.next(String.self)
                }
            }
        }
    }

    @Test("Each row is read from its first column on, whatever was read of the last", arguments: TestEngine.all)
    func partlyRead(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            let firsts: [Int] = try await engine.all("SELECT 1, 'a' UNION ALL SELECT 2, 'b' ORDER BY 1") { row in
                #expect(row.column == 0)
                let first: Int = try row.next()
                if first == 1 { _ = try row.next(String.self) }
                return first
            }
            #expect(firsts == [1, 2])
        }
    }

    @Test("Bytes that are no UTF-8 are read as text all the same")
    func notUTF8() async throws {
        try await withEngine { engine in
            let read: [String] = try await engine.all(
                "SELECT CAST(x'41FF42' AS TEXT) UNION ALL SELECT CAST(x'C328' AS TEXT)"
            ) { row in try row.next() }
            #expect(read == ["A\u{FFFD}B", "\u{FFFD}("])
        }
    }

    @Test("A type made of columns reads them in the order it names them", arguments: TestEngine.all)
    func rows(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            try await engine.change(
                "CREATE TABLE tags (id BIGINT, name TEXT)", "INSERT INTO tags VALUES (2, 'elm'), (1, 'oak')")
            let tags: [Tag] = try await engine.all("SELECT \(Tag.columns) FROM tags ORDER BY id")
            #expect(tags == [Tag(id: 1, name: "oak"), Tag(id: 2, name: "elm")])
            let none: Tag? = try await engine.first("SELECT \(Tag.columns) FROM tags WHERE id = \(3)")
            #expect(none == nil)
        }
    }

    private struct Tag: RowDecodable, Equatable {
        static let columns: SQL = "id, name"

        let id: Int64
        let name: String

        init(id: Int64, name: String) {
            (self.id, self.name) = (id, name)
        }

        init(row: inout Row) throws {
            id = try row.next()
            name = try row.next()
        }
    }
}
