import RESTKit
import Testing

private let sorts = [(key: "id", value: 1), (key: "-id", value: -1)]
private let parts = [(key: "items", value: "i"), (key: "tags", value: "t")]

@Suite struct QuerySchemaTests {
    struct Query: Sendable, Equatable {
        var limit = 50, count = false, store: Int64?, sort: Int?, include = ["i", "t"], tags: [String] = []
        var price: String?, text: String?, after: String?
    }

    private static let price = QueryParameter<String?>.number("min_price", NumberShape(minimum: 0)) { $0.literal }
    private static let tags = QueryParameter<[String]>.texts("tag", .trimmed(1...80), atMost: 3) { $0 }
    private static let text = QueryParameter<String?>.text("q", .verbatim(0...200)) { $0.isEmpty ? nil : $0 }

    private static let schema = QuerySchema(
        .integer("limit", 1...200, default: 50), .flag("count"), .id("store_id"), .choice("sort", sorts),
        .subset("include", parts, default: ["i", "t"]), tags, price, text, .opaque("after")
    ) { limit, count, store, sort, include, tags, price, text, after in
        Query(
            limit: limit, count: count, store: store, sort: sort, include: include, tags: tags, price: price,
            text: text,
            after: after)
    }

    @Test("Without a query everything is at its default")
    func defaults() throws {
        for query in [nil, "", "&", "&&"] as [Substring?] { #expect(try Self.schema.value(of: query) == Query()) }
    }

    @Test("Every parameter is read, in any order")
    func all() throws {
        let query: Substring =
            "after=ab%2B&tag=b&min_price=15.990&sort=-id&tag=a&count=true&include=tags&store_id=7&limit=200&q=x+y%20z%3D=1"
        let expected = Query(
            limit: 200, count: true, store: 7, sort: -1, include: ["t"], tags: ["b", "a"], price: "15.990",
            text: "x y z==1", after: "ab+")
        #expect(try Self.schema.value(of: query) == expected)
    }

    @Test("A list with commas takes any order, and may be empty")
    func subset() throws {
        #expect(try Self.schema.value(of: "include=tags,items").include == ["t", "i"])
        #expect(try Self.schema.value(of: "include=tags%2Citems").include == ["t", "i"])
        #expect(try Self.schema.value(of: "include=").include == [])
        #expect(try Self.schema.value(of: "include").include == [])
    }

    @Test(
        "A value that breaks a rule is refused by its parameter",
        arguments: [
            ("limit=0", "limit", "range"), ("limit=201", "limit", "range"), ("limit=", "limit", "type"),
            ("limit", "limit", "type"),
            ("limit=1.0", "limit", "type"), ("limit=%2B1", "limit", "type"), ("limit=01", "limit", "type"),
            ("limit=1e1", "limit", "type"),
            ("limit=-1", "limit", "range"), ("limit=99999999999999999999", "limit", "range"),
            ("limit=%D9%A3", "limit", "type"),
            ("limit=1&limit=2", "limit", "duplicate"), ("limit=1&limit=1", "limit", "duplicate"),
            ("count=1", "count", "choice"),
            ("count=True", "count", "choice"), ("count", "count", "choice"), ("store_id=0", "store_id", "range"),
            ("store_id=9223372036854775808", "store_id", "range"), ("sort=name", "sort", "choice"),
            ("sort=", "sort", "choice"),
            ("include=items,items", "include", "duplicate"), ("include=items,", "include", "choice"),
            ("include=,", "include", "choice"),
            ("include=stores", "include", "choice"), ("include=items&include=tags", "include", "duplicate"),
            ("tag=a&tag=b&tag=c&tag=d", "tag", "max_items"), ("tag=%00", "tag", "characters"),
            ("q=%00", "q", "characters"),
            ("min_price=x", "min_price", "type"), ("min_price=-1", "min_price", "min"),
            ("min_price=NaN", "min_price", "type"),
            ("min_price=", "min_price", "type"), ("Limit=1", "Limit", "unknown"), ("=1", "", "unknown"),
            ("x", "x", "unknown"),
            ("limit%00=1", "limit\u{0}", "unknown"), ("l%69mit=0", "limit", "range"),
        ] as [(Substring, String, String)])
    func refused(query: Substring, parameter: String, code: String) throws {
        let error = #expect(throws: InvalidInput.self) { try Self.schema.value(of: query) }
        let problem = try #require(error?.problems.first)
        #expect(problem.place == .parameter(parameter))
        #expect(problem.code == code)
        #expect(error?.problems.count == 1)
    }

    @Test("All that is wrong is said at once, and the allowed names with it")
    func everything() throws {
        let error = #expect(throws: InvalidInput.self) { try Self.schema.value(of: "x=1&limit=0&count=2&y") }
        let problems = try #require(error).problems
        #expect(problems.map(\.place) == ["x", "y", "limit", "count"].map { .parameter($0) })
        let allowed = "limit, count, store_id, sort, include, tag, min_price, q, after"
        #expect(problems[0].detail == "is not a parameter here; allowed are \(allowed)")
    }

    @Test(
        "What is not percent-encoded UTF-8 is malformed",
        arguments: ["q=%", "q=%4", "q=%zz", "q=%C3", "q=%C0%AF", "q=%ED%A0%80", "q=\u{E9}%FF", "%FF=1", "q=%+1"]
            as [Substring])
    func malformed(query: Substring) {
        #expect(throws: MalformedQuery.self) { try Self.schema.value(of: query) }
    }

    @Test("A hundred parameters are read, more are malformed")
    func count() {
        let query = { (count: Int) in Substring(Array(repeating: "z=1", count: count).joined(separator: "&")) }
        #expect(throws: InvalidInput.self) { try Self.schema.value(of: query(100)) }
        #expect(throws: MalformedQuery.self) { try Self.schema.value(of: query(101)) }
    }

    @Test("An endpoint without parameters refuses any")
    func none() throws {
        try QuerySchema.none.value(of: nil)
        try QuerySchema.none.value(of: "")
        let error = #expect(throws: InvalidInput.self) { try QuerySchema.none.value(of: "a=1") }
        #expect(error?.problems == [FieldProblem(.parameter("a"), "unknown", "is not a parameter here; none are")])
    }

    @Test("The parameters document themselves")
    func documents() throws {
        let documents = Self.schema.parameters
        #expect(
            documents.map(\.name) == [
                "limit", "count", "store_id", "sort", "include", "tag", "min_price", "q", "after",
            ])
        #expect(documents.allSatisfy { !$0.isRequired && $0.place == .query })
        #expect(documents[0].schema.definition["default"] == 50)
        #expect(documents[4].isExploded == false)
        #expect(documents[4].schema.definition["uniqueItems"] == true)
        #expect(documents[5].isExploded)
    }
}

extension JSON {
    fileprivate subscript(name: String) -> JSON? {
        if case .object(let object) = self { object[name] } else { nil }
    }
}
