import Catalogue

/// What is said before an item is deleted.
struct ItemFarewell: Sendable {
    let item: Item
    let place: ItemPlace

    var confirmation: Confirmation {
        Confirmation(
            title: "Delete \(item.name)?", section: .items, address: place.address(of: item.id),
            what: "It costs \(Words.price(item.price))\(tags). The item is taken out of \(item.store.name). "
                + "There is no way back but a backup.",
            deed: "Delete the item")
    }

    private var tags: String {
        if item.tags.isEmpty { return "" }
        return " and carries \(item.tags.map(\.name).joined(separator: ", "))"
    }
}
