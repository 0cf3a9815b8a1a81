import Catalogue
import RESTKit

extension Schema where Value == NewStore {
    /// The body of `POST /store`.
    static var newStore: Self {
        object(
            "NewStore", .required("name", .name.documented(examples: [.storeName])), .optional("currency", .currency)
        ) { name, currency in NewStore(name: name, currency: currency) }
    }
}

extension Schema where Value == StoreChange {
    /// The body of `PUT` and `PATCH /store/{store_id}`: any subset.
    static var storeChange: Self {
        object("StoreChange", .optional("name", .name), .optional("currency", .currency)) { name, currency in
            StoreChange(name: name, currency: currency)
        }
        .documented(examples: [["name": "Oak & Iron & Sons"]])
    }
}

extension SchemaDocument {
    /// What ``StoreJSON`` writes.
    static var store: Self {
        object(
            "Store",
            [
                .required("id", .id), .required("name", .storeName), .required("currency", .currency),
                .optional("items", .array(of: .itemSummary, atMost: 100)),
                .optional("tags", .array(of: .tagSummary, atMost: 100)),
                .required("items_count", .integer(0...Int.max)),
                .required("created_at", .time), .required("updated_at", .time),
            ])
    }

    /// A store as an item shows it.
    static var storeSummary: Self {
        object("StoreSummary", [.required("id", .id), .required("name", .storeName)])
    }

    static var storeName: Self { .string.documented(examples: [.storeName]) }

    /// An ISO 4217 code.
    static var currency: Self { .string.documented(examples: ["USD"]) }
}

extension JSON {
    fileprivate static let storeName: JSON = "Oak & Iron"
}
