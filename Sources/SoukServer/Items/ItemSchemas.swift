import Catalogue
import RESTKit

extension Schema where Value == NewItem {
    /// The body of `POST /item`.
    static var newItem: Self {
        object(
            "NewItem", .required("name", .name.documented(examples: [.itemName])), .required("price", .price),
            .required("store_id", .storeID),
            .optional("description", .description.documented(examples: [.itemDescription]))
        ) { name, price, storeID, description in
            NewItem(name: name, description: description ?? nil, price: price, storeID: storeID)
        }
    }
}

extension Schema where Value == ItemChange {
    /// The body of `PUT` and `PATCH /item/{item_id}`: any subset.
    static var itemChange: Self {
        object(
            "ItemChange", .optional("name", .name), .optional("price", .price), .optional("store_id", .storeID),
            .optional("description", .description)
        ) { name, price, storeID, description in
            ItemChange(name: name, description: description, price: price, storeID: storeID)
        }
        .documented(examples: [["price": .price]])
    }
}

extension SchemaDocument {
    /// What ``ItemJSON`` writes.
    static var item: Self {
        object(
            "Item",
            [
                .required("id", .id), .required("name", .itemName),
                .required("description", .string.documented(examples: [.itemDescription]).orNull),
                .required("price", .price), .required("currency", .currency), .required("store", .storeSummary),
                .required("tags", .array(of: .tagSummary, atMost: 100)),
                .required("created_at", .time), .required("updated_at", .time),
            ])
    }

    /// An item as a store or a tag shows it.
    static var itemSummary: Self {
        object("ItemSummary", [.required("id", .id), .required("name", .itemName), .required("price", .price)])
    }

    /// An exact amount in the currency's main unit.
    static var price: Self {
        .number.documented(description: "Exact, in the store's currency.", examples: [.price])
    }

    private static var itemName: Self { .string.documented(examples: [.itemName]) }
}

extension JSON {
    fileprivate static let itemName: JSON = "Oak chair"
    fileprivate static let itemDescription: JSON = "Turned legs, woven seat"
}
