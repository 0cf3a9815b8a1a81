import NIOCore
import RESTKit
import Testing

@Suite("An example made from a schema keeps its rules")
struct ExampleTests {
    @Test(
        "A value of each kind",
        arguments: [
            (SchemaDocument.id, "1"), (.integer(400...599), "400"), (.integer(-3...0), "0"), (.boolean, "true"),
            (.choice(["a", "b"]), #""a""#), (.time, #""2026-11-22T08:00:00.000000Z""#), (.string.orNull, "null"),
            (.array(of: .id), "[1]"), (.string.documented(examples: ["oak"]).orNull, #""oak""#),
            (.object("Thing", [.required("id", .id), .optional("name", .string)]), #"{"id":1,"name":"text"}"#),
        ])
    func kinds(_ document: SchemaDocument, _ example: String) {
        var json = JSONWriter()
        json.value(document.example)
        #expect(String(buffer: json.finish()) == example)
    }

    @Test("A schema takes its own example")
    func taken() throws {
        let schema = Schema<Int64>.object(
            "NewThing", .required("count", .integer(2...9)), .required("kind", .choice([("a", Int64(1))]))
        ) { @Sendable (count: Int64, kind: Int64) in count + kind }
        #expect(try schema.value(of: schema.document.example) == 3)
    }
}
