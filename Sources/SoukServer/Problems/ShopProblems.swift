import NIOHTTP1
public import RESTKit

/// What the rules of the shop may refuse. `/problems/{name}` shows each with its help.
extension ProblemCode {
    public static let storeNameTaken = ProblemCode(
        "store_name_taken", .conflict, "Another store has this name",
        cause: "Store names are unique, regardless of case, and another store has this one.",
        remedy: """
            Choose another name, or find the store that has it: `GET /store?q=<name>`. If your first attempt timed \
            out, that store may be the one you meant to create.
            """)

    public static let tagNameTaken = ProblemCode(
        "tag_name_taken", .conflict, "Another tag of this store has this name",
        cause: "A tag's name is unique in its store, regardless of case.",
        remedy: "Use the tag that is there (`GET /store/{store_id}/tag` lists them) or choose another name.")

    public static let tagInUse = ProblemCode(
        "tag_in_use", .conflict, "The tag is still on items",
        cause: "Only a tag that no item carries can be deleted.",
        remedy: """
            `GET /tag/{tag_id}` lists its items; take it off each with `DELETE /item/{item_id}/tag/{tag_id}`, then \
            delete it again.
            """)

    public static let tagOfAnotherStore = ProblemCode(
        "tag_of_another_store", .conflict, "The tag belongs to another store",
        cause: "An item can only carry tags of its own store.",
        remedy: """
            `GET /store/{store_id}/tag` lists those; create the one that is missing with `POST \
            /store/{store_id}/tag`.
            """)

    public static let itemHasTags = ProblemCode(
        "item_has_tags", .conflict, "The item still has tags",
        cause: "Tags belong to a store, so an item cannot take them along to another one.",
        remedy: """
            Take them off with `DELETE /item/{item_id}/tag/{tag_id}`, move the item, then put the new store's tags \
            on it.
            """)

    public static let storeHasItems = ProblemCode(
        "store_has_items", .conflict, "The store has items",
        cause: "A store's currency cannot change while it has items: their prices would mean something else.",
        remedy: "Move or delete the items first, or create another store with the currency you need.")

    public static let tooManyTags = ProblemCode(
        "too_many_tags", .conflict, "The item carries as many tags as it can",
        cause: "An item carries at most 100 tags, and this one does.",
        remedy: "Take one off before you put another on.")

    public static let currencyMismatch = ProblemCode(
        "currency_mismatch", .conflict, "The new store has another currency",
        cause: """
            An item that moves to a store of another currency needs its price in that currency. Nothing is ever \
            converted for you.
            """,
        remedy: "Send `price` together with `store_id`.")

    public static let storageFull = ProblemCode(
        "storage_full", .insufficientStorage, "The server has no room left",
        cause: """
            The disk that holds the server's data is full. Nothing of this request was stored; reading still works.
            """,
        remedy: "Whoever runs the server must make room on that disk. Send the request again afterwards.")

    /// The codes above, in the order of API.md §4.
    static let shop: [ProblemCode] = [
        .storeNameTaken, .tagNameTaken, .tagInUse, .tagOfAnotherStore, .itemHasTags, .storeHasItems, .tooManyTags,
        .currencyMismatch, .storageFull,
    ]
}
