import NIOCore
import RESTKit
import Testing

private struct NewThing: Sendable, Equatable {
    let name: String
    let price: String
    let storeID: Int64
    let description: String??
}

extension Schema where Value == String {
    fileprivate static var name: Self { .text(.trimmed(1...80)) }
}

private let schema = Schema.object(
    "NewThing", .required("name", .name), .required("price", .number { @Sendable number in number.literal }),
    .required("store_id", .integer(1...Int.max)), .nullable("description", .name)
) { name, price, storeID, description in
    NewThing(name: name, price: price, storeID: storeID, description: description)
}

private let sorts = [(key: "id", value: 1), (key: "-id", value: -1)]
private let parts = [(key: "items", value: 1), (key: "tags", value: 2)]

private let query = QuerySchema(
    .integer("limit", 1...200, default: 50), .flag("count"), .id("tag_id"),
    .choice("sort", sorts), .subset("include", parts, default: [1, 2]),
    .texts("tag", .trimmed(1...80), atMost: 10) { @Sendable text in text }
) { limit, count, tag, sort, include, tags in
    "\(limit) \(count) \(tag as Any) \(sort as Any) \(include) \(tags)"
}

@Suite struct SchemaTests {
    @Test("An object that follows the rules becomes its value")
    func conforming() throws {
        let body = ByteBuffer(string: #"{"store_id":1.0,"name":"Oak","price":15.990}"#)
        #expect(try schema.value(of: body) == NewThing(name: "Oak", price: "15.990", storeID: 1, description: nil))
        #expect(try query.value(of: "limit=3&tag=a&tag=b") == "3 false nil nil [1, 2] [\"a\", \"b\"]")
    }
}
