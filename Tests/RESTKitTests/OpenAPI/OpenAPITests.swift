import NIOCore
import NIOHTTP1
import RESTKit
import Testing

@Suite struct OpenAPITests {
    private static let item = SchemaDocument.object("Item", [.required("id", .id), .required("name", .string)])
    private static let page = SchemaDocument.object(
        "ItemPage", [.required("items", .array(of: item)), .required("next", .string.orNull)])
    private static let newItem = SchemaDocument.object("NewItem", [.required("name", .string)], isClosed: true)
    private static let missing = ProblemCode(
        "not_found", .notFound, "There is nothing here", cause: "It is gone.", remedy: "Look elsewhere.")
    private static let stale = ProblemCode(
        "token_expired", .unauthorized, "The token is old", cause: "So it is.", remedy: "Log in.")
    private static let none = ProblemCode(
        "invalid_token", .unauthorized, "The token is wrong", cause: "So it is.", remedy: "Log in.")

    private static let operations = [
        OpenAPI.Operation(
            "GET", "/item", id: "list_items", summary: "List and search items", tag: "items", lock: .signedIn,
            parameters: QuerySchema(
                .integer("limit", 1...200, default: 50), .subset("include", [(key: "tags", value: 1)], default: [1]),
                .texts("tag", .trimmed(1...80), atMost: 10) { @Sendable text in text }
            ) { _, _, _ in 0 }.parameters,
            answers: [.init(200, "A page.", page, headers: [.etag, .link])], problems: [stale, none]),
        OpenAPI.Operation(
            "POST", "/item", id: "create_item", summary: "Create an item", tag: "items", lock: .fresh,
            role: RoleName(rawValue: "editor"), body: .init(newItem),
            answers: [.init(201, "Created.", item, headers: [.location, .etag])], problems: [stale]),
        OpenAPI.Operation(
            "GET", "/item/{item_id}", id: "get_item", summary: "An item", tag: "items", lock: .open,
            parameters: [ParameterDocument(.header, "If-None-Match", .string)],
            answers: [.init(200, "The item.", item, headers: [.etag])], problems: [missing]),
        OpenAPI.Operation(
            "DELETE", "/item/{item_id}", id: "delete_item", summary: "Delete an item", tag: "items", lock: .signedIn,
            answers: [.init(204, "Gone.")], problems: [missing]),
        OpenAPI.Operation(
            "POST", "/item/{item_id}/tag/{tag_id}", id: "link_tag", summary: "Put a tag on an item", tag: "tags",
            lock: .open, answers: [.init(200, "It was.", item), .init(201, "It is now.", item)], problems: [missing]),
        OpenAPI.Operation(
            "DELETE", "/item/{item_id}/tag/{tag_id}", id: "unlink_tag", summary: "Take it off", tag: "tags",
            lock: .open, answers: [.init(204, "Gone.")], problems: [missing]),
        OpenAPI.Operation(
            "POST", "/refresh", id: "refresh", summary: "New tokens", tag: "sessions", lock: .refreshToken,
            body: .init(.object(nil, []), isRequired: false), answers: [.init(200, "Tokens.", .object(nil, []))]),
    ]

    private static let api = OpenAPI(
        OpenAPI.Information(title: "Shop", version: "1.2.3", summary: "A shop."),
        tags: [OpenAPI.Tag("sessions", "Who you are.")], operations: operations)

    private let document = Self.api.document

    @Test("The document says what it is, and where it is served")
    func head() {
        #expect(document.text(at: "openapi") == #""3.1.0""#)
        #expect(document.text(at: "info", "version") == #""1.2.3""#)
        #expect(document.text(at: "servers") == #"[{"url":"/"}]"#)
        let tags = #"[{"name":"sessions","description":"Who you are."},{"name":"items"},{"name":"tags"}]"#
        #expect(document.text(at: "tags") == tags)
    }

    @Test("Every operation stands under its path and method with its id, and no other does")
    func paths() {
        var found: [String] = []
        for path in document.members(at: "paths") {
            for method in document.members(at: "paths", path) {
                found.append("\(method) \(path) \(document.text(at: "paths", path, method, "operationId"))")
            }
        }
        let expected = Self.operations.map { "\($0.method.lowercased()) \($0.path) \"\($0.id)\"" }
        #expect(found.sorted() == expected.sorted())
    }

    @Test("A lock is a security requirement and says its name")
    func locks() {
        #expect(document.text(at: "paths", "/item", "get", "security") == #"[{"access_token":[]}]"#)
        #expect(document.text(at: "paths", "/item", "get", "x-lock") == #""signedIn""#)
        #expect(document.text(at: "paths", "/item", "get", "x-role") == "")
        #expect(document.text(at: "paths", "/item", "post", "x-role") == #""editor""#)
        #expect(document.text(at: "paths", "/item/{item_id}", "get", "security") == "[]")
        #expect(document.text(at: "paths", "/refresh", "post", "security") == #"[{"refresh_token":[]},{}]"#)
    }

    @Test("The path's ids are parameters without being listed, in the path's order")
    func pathParameters() {
        let link = document.elements(at: "paths", "/item/{item_id}/tag/{tag_id}", "post", "parameters")
        #expect(link.map { $0.text(at: "name") } == [#""item_id""#, #""tag_id""#])
        #expect(link.allSatisfy { $0.text(at: "in") == #""path""# && $0.text(at: "required") == "true" })
        #expect(link.allSatisfy { $0.text(at: "schema", "minimum") == "1" })
        let get = document.elements(at: "paths", "/item/{item_id}", "get", "parameters")
        #expect(get.map { $0.text(at: "in") } == [#""path""#, #""header""#])
    }

    @Test("A list with commas is not exploded, a repeated one is, and none must be given")
    func lists() {
        let parameters = document.elements(at: "paths", "/item", "get", "parameters")
        #expect(parameters.map { $0.text(at: "explode") } == ["", "false", "true"])
        #expect(parameters.allSatisfy { $0.text(at: "required") == "false" })
    }

    @Test("Named schemas are components, written once and referred to")
    func components() {
        let names = document.members(at: "components", "schemas")
        #expect(names == ["ItemPage", "Item", "NewItem", "Problem", "FieldProblem"])
        let content = ["paths", "/item", "get", "responses", "200", "content", "application/json", "schema"]
        #expect(document.text(at: content) == ##"{"$ref":"#/components/schemas/ItemPage"}"##)
        #expect(document.text(at: "components", "schemas", "NewItem", "additionalProperties") == "false")
        #expect(document.text(at: "components", "schemas", "Item", "additionalProperties") == "")
    }

    @Test("Two documents of one name are found out")
    func contradictions() {
        #expect(Self.api.contradictorySchemas.isEmpty)
        var operations = Self.operations
        operations[4].answers[0].schema = .object("Item", [])
        let api = OpenAPI(.init(title: "Shop", version: "1", summary: ""), operations: operations)
        #expect(api.contradictorySchemas == ["Item"])
    }

    @Test("Problems stand by status, with their codes as examples and the fields that come with them")
    func problems() {
        let responses = ["paths", "/item", "get", "responses"]
        #expect(document.members(at: responses) == ["200", "401"])
        #expect(document.text(at: responses + ["401", "description"]) == #""`token_expired`, `invalid_token`""#)
        #expect(document.text(at: responses + ["401", "headers", "WWW-Authenticate", "required"]) == "true")
        let content = responses + ["401", "content", "application/problem+json"]
        #expect(document.text(at: content + ["schema"]) == ##"{"$ref":"#/components/schemas/Problem"}"##)
        #expect(document.members(at: content + ["examples"]) == ["token_expired", "invalid_token"])
        let example = ["components", "examples", "token_expired", "value"]
        #expect(document.text(at: example + ["status"]) == "401")
        #expect(document.text(at: example + ["type"]) == #""/problems/token_expired""#)
    }

    @Test("What was created leads to everything that can be done with it alone")
    func links() {
        let created = ["paths", "/item", "post", "responses", "201"]
        #expect(document.members(at: created + ["links"]) == ["get_item", "delete_item"])
        let link = #"{"operationId":"get_item","parameters":{"item_id":"$response.body#/id"}}"#
        #expect(document.text(at: created + ["links", "get_item"]) == link)
        #expect(document.members(at: created + ["headers"]) == ["Location", "ETag"])
        #expect(document.text(at: "paths", "/item", "get", "responses", "200", "links") == "")
        let deleted = ["paths", "/item/{item_id}", "delete", "responses", "204"]
        #expect(document.text(at: deleted) == #"{"description":"Gone."}"#)
    }

    @Test("What was put at a path of several ids leads to the path's other methods")
    func linksOnPath() {
        let linked = ["paths", "/item/{item_id}/tag/{tag_id}", "post", "responses", "201", "links"]
        #expect(document.members(at: linked) == ["get_item", "delete_item", "unlink_tag"])
        let parameters = #"{"item_id":"$request.path.item_id","tag_id":"$request.path.tag_id"}"#
        #expect(document.text(at: linked + ["unlink_tag", "parameters"]) == parameters)
    }

    @Test("Every reference leads somewhere")
    func references() {
        let references = document.references
        #expect(references.count > 10)
        for reference in references {
            #expect(
                document.text(at: reference.split(separator: "/").dropFirst().map(String.init)) != "", "\(reference)")
        }
    }

    @Test("The same operations give the same bytes")
    func deterministic() throws {
        #expect(Self.api.text() == Self.api.text())
        #expect(try JSONReader.read(Self.api.text()) == document)
    }
}

extension JSON {
    /// The value at that place as JSON, empty when there is none.
    fileprivate func text(at path: String...) -> String { text(at: path) }

    fileprivate func text(at path: [String]) -> String {
        guard let value = value(at: path) else { return "" }
        var writer = JSONWriter()
        writer.value(value)
        return String(buffer: writer.finish())
    }

    fileprivate func members(at path: String...) -> [String] { members(at: path) }

    fileprivate func members(at path: [String]) -> [String] {
        guard case .object(let object)? = value(at: path) else { return [] }
        return object.members.map(\.name)
    }

    fileprivate func elements(at path: String...) -> [JSON] {
        guard case .array(let elements)? = value(at: path) else { return [] }
        return elements
    }

    private func value(at path: [String]) -> JSON? {
        path.reduce(JSON?.some(self)) { json, name in
            guard case .object(let object)? = json else { return nil }
            return object[name]
        }
    }

    /// Every `$ref` inside.
    fileprivate var references: [String] {
        switch self {
        case .array(let elements): elements.flatMap(\.references)
        case .object(let object): object.members.flatMap { $0.name == "$ref" ? $0.value.ownText : $0.value.references }
        case .null, .boolean, .number, .string: []
        }
    }

    private var ownText: [String] {
        if case .string(let text) = self { [text] } else { [] }
    }
}
