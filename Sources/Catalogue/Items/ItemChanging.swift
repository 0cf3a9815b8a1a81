import SQLEngines

extension Session {
    /// The item as the change makes it.
    ///
    /// What is not allowed in itself is refused before what does not fit the item as it stands.
    func applying(_ change: ItemChange, to item: Item, at now: Timestamp) async throws -> Item {
        let store = try await destination(of: change, from: item)
        let currency = store.currency
        let said = try change.price?.amount(in: currency)
        if store.id != item.store.id, !item.tags.isEmpty { throw CatalogueError.itemHasTags }
        guard let price = said ?? (currency == item.price.currency ? item.price : nil) else {
            throw CatalogueError.currencyMismatch
        }
        return Item(
            id: item.id, name: change.name?.text ?? item.name,
            description: change.description.map { $0?.text } ?? item.description, price: price,
            store: Store.Summary(id: store.id, name: store.name), tags: item.tags, createdAt: item.createdAt,
            updatedAt: now)
    }

    private func destination(of change: ItemChange, from item: Item) async throws -> Tag.Owner {
        guard let id = change.storeID, id != item.store.id else {
            return Tag.Owner(id: item.store.id, name: item.store.name, currency: item.price.currency)
        }
        guard let terms = try await terms(of: id) else { throw CatalogueError.missingStore }
        return Tag.Owner(id: id, name: terms.name, currency: terms.currency)
    }
}

extension Item {
    /// Whether any value that a write can change is another.
    func differs(from other: Item) -> Bool {
        name != other.name || description != other.description || price != other.price || store.id != other.store.id
    }
}
