import RESTKit
import Testing

@Suite("CSV")
struct CSVTests {
    @Test(
        "Cells are what stands between commas, or between quotes",
        arguments: [
            ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
            ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
            (",\r\n", [["", ""]]),
            ("\"\"\r\n", [[""]]),
            ("\"a\"\"b\",\"c,d\"\r\n", [["a\"b", "c,d"]]),
            ("\"a\r\nb\n\",\"\"\"\"\r\n", [["a\r\nb\n", "\""]]),
            (" a , b \r\n", [[" a ", " b "]]),
            ("a,\r\n\r\n\nb,", [["a", ""], ["b", ""]]),
            ("\u{FEFF}a\r\n", [["a"]]),
            ("a,\u{FEFF}ü€😀\r\n", [["a", "\u{FEFF}ü€😀"]]),
            ("", []), ("\u{FEFF}", []), ("\r\n\r\n", []), ("a", [["a"]]),
        ])
    func cells(_ text: String, _ expected: [[String]]) throws {
        for size in [1, 2, 3, 7, 1000] { #expect(try read(text, inPiecesOf: size).map(\.cells) == expected) }
    }

    @Test(
        "What is not CSV is refused with its line",
        arguments: [
            ("a\r\nb\"c\r\n", 2), ("\"a\" b\r\n", 1), ("a\r\n\"b\nc", 2), ("a\rb", 1), ("a\r\n\rb", 2), ("a\r", 1),
            ("\r", 1), ("\"a\nb\" \r\n", 2), ("\"\"a\r\n", 1), ("a\n\"b\n\nc\",\"d\"e", 4),
        ])
    func syntax(_ text: String, _ line: Int) throws {
        for size in [1, 3, 1000] {
            let error = #expect(throws: CSVSyntaxError.self) { try read(text, inPiecesOf: size) }
            #expect(error?.line == line)
        }
    }

    @Test("Rows are counted as a spreadsheet does, lines as an editor does")
    func numbers() throws {
        let records = try read("h\r\n\"a\nb\nc\"\r\n\r\nd\r\n", inPiecesOf: 4)
        #expect(records.map(\.row) == [1, 2, 4])
        #expect(records.map(\.line) == [1, 2, 6])
    }

    @Test("Bytes that are not UTF-8 are refused with their line, wherever the pieces end")
    func encoding() throws {
        for size in [1, 2, 100] {
            var reader = CSVReader()
            let error = #expect(throws: CSVSyntaxError.self) {
                for piece in pieces(Array("a\nb".utf8) + [0xE9, 0x0A], size) { try reader.read(piece) { _ in } }
                try reader.finish { _ in }
            }
            #expect(error?.line == 2 && error?.reason.contains("UTF-8") == true)
        }
    }

    @Test("A quote that is never closed ends at a bound instead of filling the memory")
    func bound() throws {
        var reader = CSVReader()
        let piece = [UInt8](repeating: 0x61, count: 60_000)
        let error = #expect(throws: CSVSyntaxError.self) {
            try reader.read(Array("x\n\"".utf8)) { _ in }
            for _ in 0..<10 { try reader.read(piece) { _ in } }
        }
        #expect(error?.line == 2)
    }

    @Test("Of a row's cells 1,000 are kept, and all are counted")
    func cells() throws {
        let row = { (cells: Int) in String(repeating: "x,", count: cells - 1) + "x\n" }
        var (reader, records) = (CSVReader(), [CSVRecord]())
        try reader.read(Array((row(1_000) + row(1_001) + row(100_000) + row(2)).utf8)) { records.append($0) }
        #expect(records.map(\.width) == [1_000, 1_001, 100_000, 2])
        #expect(records.map(\.cells.count) == [1_000, 1_000, 1_000, 2])
        #expect(throws: CSVSyntaxError.self) { try reader.read(Array(row(1_001).utf8) + [0xFF, 0x0A]) { _ in } }
    }

    @Test("What is written is read as it was")
    func roundTrip() throws {
        var dice = SystemRandomNumberGenerator()
        let alphabet = ["a", "\"", ",", "\r", "\n", " ", "'", "=", "é", "\r\n", "😀", ";", "\t"]
        for _ in 0..<500 {
            let width = Int.random(in: 1...4, using: &dice)
            let rows = (0..<3).map { _ in
                (0..<width).map { _ in
                    (0..<Int.random(in: 0...5, using: &dice)).map { _ in alphabet.randomElement(using: &dice) ?? "" }
                        .joined()
                }
            }
            var writer = CSVWriter()
            for row in rows { writer.write(row) }
            let text = String(decoding: writer.take(), as: UTF8.self)
            #expect(try read(text, inPiecesOf: Int.random(in: 1...9, using: &dice)).map(\.cells) == rows)
        }
    }

    @Test("Lines end in CRLF, and quotes stand only where they are needed")
    func writing() {
        var writer = CSVWriter()
        writer.write(["a", "b c", "d,e", "f\"g", "h\ni", "", " j"])
        writer.write([""])
        let text = String(decoding: writer.take(), as: UTF8.self)
        #expect(text == "a,b c,\"d,e\",\"f\"\"g\",\"h\ni\",,\" j\"\r\n\"\"\r\n")
        #expect(writer.take().isEmpty)
    }

    @Test(
        "No text begins as a formula, and each comes back as it was",
        arguments: [
            ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("\ta", "'\ta"), ("\ra", "'\ra"),
            ("'=1", "''=1"), ("''-", "'''-"), ("'", "'"), ("'a", "'a"), ("a=1", "a=1"), ("", ""), (" =1", " =1"),
            ("=\u{301}", "'=\u{301}"),
        ])
    func formulas(_ text: String, _ cell: String) {
        #expect(Array(FormulaGuard.guarded(text).utf8) == Array(cell.utf8))
        #expect(Array(FormulaGuard.bare(cell).utf8) == Array(text.utf8))
    }

    private func read(_ text: String, inPiecesOf size: Int) throws -> [CSVRecord] {
        var (reader, records) = (CSVReader(), [CSVRecord]())
        for piece in pieces(Array(text.utf8), size) { try reader.read(piece) { records.append($0) } }
        try reader.finish { records.append($0) }
        return records
    }

    private func pieces(_ bytes: [UInt8], _ size: Int) -> [[UInt8]] {
        stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
    }
}
