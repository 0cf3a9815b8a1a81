import Testing

@testable import RESTKit

@Suite("Header fields")
struct HeaderFieldsTests {
    @Test("A name is found in any case, and all its lines in their order")
    func lookup() {
        let fields: HeaderFields = ["Vary": "Accept", "ETag": "\"a\"", "VARY": "Origin", "Vara": "no"]
        #expect(fields.first(name: "vary") == "Accept")
        #expect(fields["vArY"] == ["Accept", "Origin"])
        #expect(fields.contains(name: "etag"))
        #expect(!fields.contains(name: "eta"))
        #expect(!fields.contains(name: "e\u{14}ag"))
        #expect(fields["Age"] == [])
        #expect(fields.map(\.name) == ["Vary", "ETag", "VARY", "Vara"])
    }

    @Test("The bytes of a field's only line are read in place")
    func only() {
        let fields: HeaderFields = ["A": "one", "B": "1", "b": "2"]
        #expect(fields.only("a", \.count) == 3)
        #expect(fields.only("b", \.count) == nil)
        #expect(fields.only("c", \.count) == nil)
    }

    @Test("Lines are replaced and removed whatever their names' case")
    func edits() {
        var fields: HeaderFields = ["A": "1", "B": "2", "a": "3"]
        fields.replaceOrAdd(name: "A", value: "4")
        #expect(fields == ["B": "2", "A": "4"])
        fields.remove(name: "b")
        fields.remove(name: "c")
        #expect(fields == ["A": "4"])
    }

    @Test("Another's lines keep their places behind the first")
    func concatenation() {
        var fields: HeaderFields = ["A": "1"]
        fields.add(contentsOf: ["Bb": "22", "C": ""])
        fields.add(contentsOf: [:])
        fields.add(name: "D", value: "4")
        #expect(fields.map(\.value) == ["1", "22", "", "4"])
        #expect(fields.first(name: "bb") == "22")
    }

    @Test("No value ends its line, and no name that is none is written")
    func injection() {
        var fields = HeaderFields("X", "a\r\nSet-Cookie: b\0\u{7F}\tä")
        fields.add(name: "Y\r\nZ", value: "1")
        fields.add(name: "", value: "2")
        #expect(fields.bytes == Array("X: a  Set-Cookie: b  \tä\r\n".utf8))
    }

    @Test("Nothing but ASCII is read of a value")
    func ascii() {
        let fields: HeaderFields = ["Accept": "a\u{301}\u{323}b", "If-Match": "\"a\""]
        #expect(fields.first(name: "accept") == "a????b" && fields["if-match"] == ["\"a\""])
        #expect(fields.map(\.value) == ["a????b", "\"a\""])
    }

    @Test("A request's lines are looked up as they came")
    func received() throws {
        var fields = HeaderFields()
        for line in ["Host:a", "X-A: \t b c \t", "Empty:", "Blank:   "] {
            try line.utf8.span.withUnsafeBytes { fields.append(try FieldLine($0)) }
        }
        #expect(fields.map(\.value) == ["a", "b c", "", ""])
        #expect(fields.bytes == Array("Host:a\r\nX-A: \t b c \t\r\nEmpty:\r\nBlank:   \r\n".utf8))
    }

    @Test("What says how a message is framed is the HTTP layer's alone")
    func framing() {
        let fields: HeaderFields = ["A": "1", "transfer-ENCODING": "gzip", "Content-Length": "7", "Date": "now"]
        #expect(fields.withoutThoseOfMessages == ["A": "1"])
    }
}
