import NIOCore
import Testing

@testable import RESTKit

@Suite("Text of more marks than a text may have")
struct BoundedMarksTests {
    /// Marks of two classes in turn.
    private static func marks(_ count: Int) -> String {
        String(String.UnicodeScalarView((0..<count).map { $0.isMultiple(of: 2) ? "\u{301}" : "\u{323}" }))
    }

    @Test("Of each run the first 128 are kept, and everything else")
    func runs() {
        let text = "a" + Self.marks(200) + "é字" + Self.marks(300) + "b"
        let bounded = "a" + Self.marks(128) + "é字" + Self.marks(128) + "b"
        #expect(text.boundingMarks().hasSameBytes(as: bounded))
        #expect(bounded.boundingMarks().hasSameBytes(as: bounded))
        let plain = String(repeating: "ab", count: 500)
        #expect(plain.boundingMarks().hasSameBytes(as: plain))
    }

    @Test("So are a form's names and values, its parts, a file's cells, and a query's")
    func read() throws {
        let (long, bounded) = ("x" + Self.marks(1_000), "x" + Self.marks(128))
        let pair = try #require(try Form(ByteBuffer(string: "\(long)=\(long)")).fields.first)
        #expect(pair.name.hasSameBytes(as: bounded) && pair.value.hasSameBytes(as: bounded))
        let body = "--b\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\n\(long)\r\n--b--\r\n"
        let multipart = try Multipart(ByteBuffer(string: body), contentType: "multipart/form-data; boundary=b")
        #expect(multipart.form["n"]?.hasSameBytes(as: bounded) == true)
        #expect(try QueryText("q=\(long)").pairs.first?.value.hasSameBytes(as: bounded) == true)
        var (csv, cells) = (CSVReader(), [String]())
        try csv.read(Array("\(long)\n".utf8)) { cells += $0.cells }
        #expect(cells.first?.hasSameBytes(as: bounded) == true)
    }

    @Test("Nothing has such a path")
    func path() {
        let escaped = Self.marks(1_000).utf8.map { "%" + String($0, radix: 16) }.joined()
        let path = "/problems/" + escaped
        #expect(throws: Problem.self) { _ = try PathSegments(path, length: path.utf8.count).count }
    }
}
