import NIOCore
import NIOHTTP1
import Testing

@testable import RESTKit

@Suite("Forms")
struct FormTests {
    struct Thing: Sendable, Equatable {
        let name: String
        let price: String
        let note: String?
        let kind: String?
    }

    private static let thing = Schema<Thing>.object(
        "Thing", .required("name", .text(.trimmed(1...8))), .required("price", .number { @Sendable in $0.literal }),
        .optional("note", Schema<String>.text(.raw(upTo: 9)).orNull),
        .optional("kind", .choice([("a", "A"), ("b", "B")]))
    ) { name, price, note, kind in Thing(name: name, price: price, note: note ?? nil, kind: kind) }

    @Test(
        "What is typed means what JSON would have said",
        arguments: [
            ("name=x&price=15.99&note=n&kind=a", Thing(name: "x", price: "15.99", note: "n", kind: "A")),
            ("name=x&price=007.50&note=+&kind=", Thing(name: "x", price: "7.50", note: nil, kind: nil)),
            ("price=.5&name=%C3%A9+y&other=1", Thing(name: "é y", price: "0.5", note: nil, kind: nil)),
            ("price=%2B1%20000&name=x", Thing(name: "x", price: "1000", note: nil, kind: nil)),
        ])
    func values(_ text: String, _ thing: Thing) throws {
        #expect(try Form(ByteBuffer(string: text)).value(of: Self.thing) == thing)
    }

    @Test("A number of more than a hundred bytes is one as programs spell it, or none")
    func longNumbers() throws {
        let price = { (text: String) in try Form([("name", "x"), ("price", text)]).value(of: Self.thing).price }
        #expect(try price(String(repeating: "0", count: 99) + "7") == "7")
        let fault = #expect(throws: InvalidInput.self) { try price(String(repeating: "0", count: 100) + "7") }
        #expect(fault?.problems.map(\.code) == ["type"])
        let precise = "1." + String(repeating: "0", count: 200)
        #expect(try price(precise) == precise)
        #expect(throws: InvalidInput.self) { try price(precise + " ") }
    }

    @Test("Everything that is wrong is said at once, by field")
    func faults() throws {
        let form = try Form(ByteBuffer(string: "price=1,5&note=0123456789&kind=c"))
        let fault = #expect(throws: InvalidInput.self) { try form.value(of: Self.thing) }
        #expect(
            fault?.problems.map(\.place)
                == ["/name", "/price", "/note", "/kind"].map { FieldProblem.Place.pointer($0) })
    }

    @Test("A form that is not spelt as one is refused", arguments: ["a=%G0", "a=%ff", "%"])
    func malformed(_ text: String) {
        let problem = #expect(throws: Problem.self) { try Form(ByteBuffer(string: text)) }
        #expect(problem?.code == .badRequest)
    }

    @Test("A field may come more than once, some hundred boxes too")
    func repeated() throws {
        let form = try Form(ByteBuffer(string: (1...300).map { "id=\($0)" }.joined(separator: "&")))
        #expect(form.all("id").count == 300)
        #expect(form["id"] == "1")
        #expect(throws: Problem.self) {
            try Form(ByteBuffer(string: String(repeating: "a=1&", count: Form.mostFields + 1)))
        }
    }

    @Test("A file comes with its name and its bytes, whatever they are")
    func file() throws {
        let bytes = "a,b\r\n--edge\r\n\u{0}--edge-not\r\n"
        let body =
            "--edge--\r\nContent-Disposition: form-data; name=\"form_token\"\r\n\r\nsecret\r\n--edge--\r\n"
            + "Content-Disposition: form-data; name=\"file\"; filename=\"a\u{0} %22b%22\u{1B}.csv\"\r\nContent-Type: text/csv\r\n\r\n"
            + bytes + "\r\n--edge----\r\n"
        let read = try Multipart(
            ByteBuffer(string: body), contentType: "multipart/form-data; boundary=\"edge--\"")
        #expect(read.form["form_token"] == "secret")
        let file = try #require(read.file("file"))
        #expect(file.fileName == "a \"b\".csv")
        #expect(String(buffer: file.content) == bytes)
        #expect(read.file("form_token") == nil)
    }

    @Test(
        "Parts that do not end, or begin with nothing, are refused",
        arguments: [
            "", "--edge", "--edge\r\n", "--edge\r\nx\r\n--edge--", "--edge\r\nA: b\r\n\r\nx\r\n--edge--",
            "--edge\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nx", "x--edge--",
            "--edge\r\nContent-Disposition: form-data\r\n\r\nx\r\n--edge--",
        ])
    func brokenParts(_ body: String) {
        let problem = #expect(throws: Problem.self) {
            try Multipart(ByteBuffer(string: body), contentType: "multipart/form-data; boundary=edge")
        }
        #expect(problem?.code == .badRequest)
    }

    @Test("A hostile body of parts costs no more than its length")
    func hostileParts() throws {
        let body =
            "--edge\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n"
            + String(repeating: "\r\n--edg", count: 40_000)
        let took = processorTime {
            #expect(throws: Problem.self) {
                try Multipart(ByteBuffer(string: body), contentType: "multipart/form-data; boundary=edge")
            }
        }
        #expect(took < .seconds(2))
    }
}
