import Catalogue
import RESTKit

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

extension Schema where Value == ItemChange {
    /// The body of `PUT` and `PATCH /item/{item_id}`: any subset.
    static var itemChange: Self {
        object(
            "ItemChange", .optional("name", .name), .optional("price", .price), .optional("store_id", .storeID),
            .optional("description", .description)
        ) { name, price, storeID, description in
            ItemChange(name: name, description: description, price: price, storeID: storeID)
        }
    }
}

extension SchemaDocument {
    /// What ``ItemJSON`` writes.
    static var item: Self {
        object(
            "Item",
            [
                .required("id", .id), .required("name", .string), .required("description", .string.orNull),
                .required("price", .price), .required("currency", .string), .required("store", .storeSummary),
                .required("tags", .array(of: .tagSummary, atMost: 100)),
                .required("created_at", .time), .required("updated_at", .time),
            ])
    }

    /// An item as a store or a tag shows it.
    static var itemSummary: Self {
        object("ItemSummary", [.required("id", .id), .required("name", .string), .required("price", .price)])
    }

    /// An exact amount in the currency's main unit.
    static var price: Self { .number.documented(description: "Exact, in the store's currency.") }
}
