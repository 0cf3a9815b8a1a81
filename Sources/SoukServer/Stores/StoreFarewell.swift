import Catalogue

/// What is said before a store is deleted.
struct StoreFarewell: Sendable {
    /// Tags that are counted.
    private static let mostTags = 100
    /// What must be known of the store to say it.
    static let told = Inclusion(items: nil, tags: mostTags + 1)

    let store: Store

    var confirmation: Confirmation {
        Confirmation(
            title: "Delete \(store.name)?", section: .stores, address: "/admin/stores/\(store.id)", what: what,
            deed: "Delete the store")
    }

    private var what: String {
        let tags = store.tags?.count ?? 0
        let things = [
            store.itemsCount == 0 ? nil : Words.counted(store.itemsCount, "item"),
            tags == 0 ? nil : tags > Self.mostTags ? "more than \(Self.mostTags) tags" : Words.counted(tags, "tag"),
        ].compactMap { $0 }
        if things.isEmpty { return "The store has no items and no tags." }
        let goes = store.itemsCount + tags == 1 ? "goes" : "go"
        return "\(things.joined(separator: " and ")) \(goes) with it. There is no way back but a backup."
    }
}
