import Testing

@testable import RESTKit

@Suite("Queries as far as they can be read")
struct LenientQueryTests {
    private struct Wanted: Sendable, Equatable {
        var most: String?
        var limit = 0
        var names: [String] = []
        var before: String?
    }

    private static let schema = QuerySchema(
        .number("most", NumberShape(minimum: 0)) { @Sendable in $0.literal }, .integer("limit", 1...9, default: 5),
        .texts("name", .raw(upTo: 9), atMost: 2) { @Sendable in $0 }
    ) { (most: String?, limit: Int, names: [String]) in Wanted(most: most, limit: limit, names: names) }
    .with(.opaque("before")) { wanted, before in
        var wanted = wanted
        wanted.before = before
        return wanted
    }

    @Test("What is wrong is left out and told, and the rest holds")
    func slips() throws {
        let read = try Self.schema.lenient([
            ("most", "12,50"), ("limit", "7"), ("nothing", "1"), ("name", "oak"), ("before", "x"),
        ])
        #expect(read.value == Wanted(most: nil, limit: 7, names: ["oak"], before: "x"))
        #expect(read.parameters.map(\.name) == ["limit", "name", "before"])
        #expect(read.problems.map(\.place) == [.parameter("nothing"), .parameter("most")])
        let twice = try Self.schema.lenient([("limit", "1"), ("limit", "2"), ("most", "1")])
        #expect(twice.value == Wanted(most: "1", limit: 5) && twice.parameters.map(\.name) == ["most"])
    }

    @Test("A number of more than a hundred bytes is one as programs spell it, or left out and told")
    func longNumbers() throws {
        let precise = "1." + String(repeating: "0", count: 200)
        #expect(try Self.schema.lenient([("most", precise)]).value.most == precise)
        #expect(try Self.schema.lenient([("most", " 1 000")]).value.most == "1000")
        let read = try Self.schema.lenient([("most", precise + " ")])
        #expect(read.value.most == nil && read.problems.map(\.place) == [.parameter("most")])
    }

    @Test("However much is wrong, the rest holds, and a hundred faults are told")
    func many() throws {
        let read = try Self.schema.lenient((1...250).map { ("other\($0)", "1") } + [("limit", "7")])
        #expect(read.value == Wanted(limit: 7) && read.parameters.map(\.name) == ["limit"])
        #expect(read.problems.count == 100)
    }

    @Test(
        "A number may be written as people write it, and is told on as programs do", arguments: [" 0012.50 ", "+12.50"])
    func numbers(_ text: String) throws {
        let read = try Self.schema.lenient([("most", text), ("name", " 007 ")])
        #expect(read.value == Wanted(most: "12.50", limit: 5, names: [" 007 "]))
        #expect(read.parameters.map(\.value) == ["12.50", " 007 "] && read.problems.isEmpty)
    }

    @Test("A schema with more parameters takes them all, and no others")
    func more() throws {
        #expect(try Self.schema.value(of: "before=x&limit=2") == Wanted(limit: 2, before: "x"))
        #expect(Self.schema.parameters.map(\.name) == ["most", "limit", "name", "before"])
        #expect(throws: InvalidInput.self) { try Self.schema.value(of: "before=x&limit=99&other=1") }
    }
}
