public import Catalogue
public import RESTKit

/// The catalogue's faults are fields' faults, as they are in the server.
extension ValueError: FieldFault {}

/// What a list of items is asked for.
struct ItemListing: Sendable {
    let query: ItemQuery
    let limit: Int
    let counts: Bool
    let after: String?
}

/// The server's own inputs (`ItemListing`, `ItemSchemas` and `CatalogueFields` in SoukServer), said once more: the fuzzed
/// program holds the rooms that parse, and that one has much besides.
extension QuerySchema where Value == ItemListing {
    /// The query of `GET /item`.
    static var items: Self {
        Self(
            .search, .tagNames, .id("tag_id"), .id("store_id"), .price("min_price", Price.init(atLeast:)),
            .price("max_price", Price.init(atMost:)), .sort, .integer("limit", 1...200, default: 50), .flag("count"),
            .opaque("after")
        ) { text, tagNames, tagID, storeID, minPrice, maxPrice, sort, limit, counts, after in
            let query = ItemQuery(
                text: text, tagNames: tagNames, tagID: tagID.map { Tag.ID($0) }, storeID: storeID.map { Store.ID($0) },
                minPrice: minPrice, maxPrice: maxPrice, sort: sort)
            return ItemListing(query: query, limit: limit, counts: counts, after: after)
        }
    }
}

extension Schema where Value == NewItem {
    /// The body of `POST /item`.
    static var newItem: Self {
        object(
            "NewItem", .required("name", .name), .required("price", .price), .required("store_id", .storeID),
            .optional("description", .description)
        ) { name, price, storeID, description in
            NewItem(name: name, description: description ?? nil, price: price, storeID: storeID)
        }
    }
}

extension Schema where Value == Name {
    fileprivate static var name: Self { text(.trimmed(1...80)) { try Name($0) } }
}

extension Schema where Value == Description? {
    fileprivate static var description: Self {
        text(.trimmed(0...2000, lines: .many)) { try Description($0) }.acceptingNull(as: nil)
    }
}

extension Schema where Value == Price {
    fileprivate static var price: Self {
        number(NumberShape(minimum: 0, maximum: Int(Money.maximum), fractionDigits: 3)) {
            try Price(literal: $0.literal)
        }
    }
}

extension Schema where Value == Store.ID {
    fileprivate static var storeID: Self { integer(1...Int.max) { Store.ID($0) } }
}

extension QueryParameter where Value == String? {
    /// The text of a search; empty is as if not given.
    fileprivate static var search: Self {
        text("q", .verbatim(0...200)) { text in
            guard text.unicodeScalars.count <= 200 else {
                throw InvalidValue("max_length", "must be at most 200 characters long")
            }
            return text.isEmpty ? nil : text
        }
    }
}

extension QueryParameter where Value == [String] {
    fileprivate static var tagNames: Self { texts("tag", .raw(upTo: 320), atMost: 20) { $0 } }
}

extension QueryParameter where Value == Price? {
    fileprivate static func price(_ name: String, _ bound: @escaping @Sendable (String) throws -> Price) -> Self {
        number(name, NumberShape(minimum: 0, maximum: Int(Money.maximum))) { try bound($0.literal) }
    }
}

extension QueryParameter where Value == Sort<ItemQuery.SortKey>? {
    fileprivate static var sort: Self {
        choice(
            "sort",
            ItemQuery.SortKey.allCases.flatMap { key in
                [
                    (key: key.rawValue, value: Sort(by: key)),
                    (key: "-" + key.rawValue, value: Sort(by: key, descending: true)),
                ]
            })
    }
}
