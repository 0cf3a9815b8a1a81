import SQLEngines

/// What is read of `items` for a page; who owns an item and what tags it carries comes later, for all rows at once.
struct ItemRow: Sendable {
    let id: Item.ID
    let name: String
    let description: String?
    /// In minor units.
    let price: Int64
    let storeID: Store.ID
    let createdAt: Timestamp
    let updatedAt: Timestamp
    /// The select list over `items i`.
    static var columns: SQL { "i.id, i.name, i.description, i.price, i.store_id, i.created_at, i.updated_at" }

    init(row: inout Row) throws {
        id = try row.next()
        name = try row.next()
        description = try row.next()
        price = try row.next()
        storeID = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
    }

    /// The item in its store, with its tags.
    func item(in store: StoreTerms, tags: [Tag.Summary]) -> Item {
        Item(
            id: id, name: name, description: description, price: Money(minorUnits: price, currency: store.currency),
            store: Store.Summary(id: storeID, name: store.name), tags: tags, createdAt: createdAt,
            updatedAt: updatedAt)
    }
}
