import SQLEngines

/// Names all that a bulk change looks at, in its order: which items, how each stands, and what becomes of it. It is the
/// same again only as long as nothing of that is another.
struct BulkDigest: Sendable {
    private var digest = TransferDigest()

    init(_ rules: BulkRules) {
        if let name = rules.action.tagName { digest.add([[.text(name.key)]]) }
        guard let store = rules.destination else { return }
        digest.add([[store.id.sqlValue, .text(store.name), .text(store.currency.code)]])
    }

    /// An item, and what becomes of it.
    mutating func add(_ item: Item, _ outcome: String) {
        var row: [SQLValue] = [
            item.id.sqlValue, item.updatedAt.sqlValue, .text(item.name), .integer(item.price.minorUnits),
            .text(item.price.currency.code), item.store.id.sqlValue, .integer(Int64(item.tags.count)),
        ]
        for tag in item.tags { row.append(tag.id.sqlValue) }
        row.append(.text(outcome))
        digest.add([row])
    }

    /// An item that is meant and is not there.
    mutating func add(missing id: Item.ID) {
        digest.add([[id.sqlValue, .null]])
    }

    /// 64 hexadecimal digits.
    func text() -> String { digest.text() }
}

extension BulkStep {
    /// Names the step.
    var code: String {
        switch self {
        case .none: "none"
        case .price(let price): "price \(price.minorUnits)"
        case .link: "link"
        case .unlink(let tag): "unlink \(tag)"
        case .move: "move"
        case .delete: "delete"
        }
    }
}
