import Catalogue
import RESTKit

extension Schema where Value == NewTag {
    /// The body of `POST /store/{store_id}/tag`.
    static var newTag: Self {
        object("NewTag", .required("name", .name.documented(examples: [.tagName]))) { name in NewTag(name: name) }
    }
}

extension Schema where Value == TagChange {
    /// The body of `PUT` and `PATCH /tag/{tag_id}`.
    static var tagChange: Self {
        object("TagChange", .optional("name", .name)) { name in TagChange(name: name) }
            .documented(examples: [["name": "made by hand"]])
    }
}

extension SchemaDocument {
    /// What ``TagJSON`` writes.
    static var tag: Self {
        object(
            "Tag",
            [
                .required("id", .id), .required("name", .tagName), .required("store", .tagOwner),
                .optional("items", .array(of: .itemSummary, atMost: 100)),
                .required("items_count", .integer(0...Int.max)),
                .required("created_at", .time), .required("updated_at", .time),
            ])
    }

    /// A tag as an item or a store shows it.
    static var tagSummary: Self {
        object("TagSummary", [.required("id", .id), .required("name", .tagName)])
    }

    private static var tagOwner: Self {
        object("TagOwner", [.required("id", .id), .required("name", .storeName), .required("currency", .currency)])
    }

    private static var tagName: Self { .string.documented(examples: [.tagName]) }
}

extension JSON {
    fileprivate static let tagName: JSON = "handmade"
}
