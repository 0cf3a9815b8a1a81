import SQLEngines

/// What becomes of one item.
enum BulkStep: Sendable, Equatable {
    case none
    case price(Money)
    case link
    case unlink(Tag.ID)
    case move
    case delete
}

/// A bulk action with what must be known beside the item itself. Preview and change both ask it, and nothing else.
struct BulkRules: Sendable {
    let action: BulkAction
    /// Where a move goes.
    private(set) var destination: Tag.Owner?
    /// The tags that have the action's name, by their stores.
    var tags: [Store.ID: Tag.Summary] = [:]

    /// Throws `.missingStore` for a move to nowhere.
    init(_ action: BulkAction, in session: any Session) async throws {
        self.action = action
        if case .move(let id) = action {
            guard let terms = try await session.terms(of: id) else { throw CatalogueError.missingStore }
            destination = Tag.Owner(id: id, name: terms.name, currency: terms.currency)
        }
        try await readTags(in: session)
    }

    /// Reads the tags anew.
    mutating func readTags(in session: any Session) async throws {
        guard let name = action.tagName else { return }
        let found: [(Store.ID, Tag.Summary)] = try await session.all(
            "SELECT store_id, id, name FROM tags WHERE name_key = \(name.key)"
        ) { row in (try row.next(), Tag.Summary(id: try row.next(), name: try row.next())) }
        tags = Dictionary(found) { first, _ in first }
    }

    func step(for item: Item) throws(BulkObstacle) -> BulkStep {
        switch action {
        case .adjustPrice(let adjustment): price(try adjustment.applied(to: item.price), for: item)
        case .setPrice(let price): self.price(try price.amount(for: item), for: item)
        case .addTag: try link(to: item)
        case .removeTag: tagOn(item).map { .unlink($0.id) } ?? .none
        case .move: try move(item)
        case .delete: .delete
        }
    }

    /// The item after the step; nil when it is gone.
    func outcome(_ step: BulkStep, for item: Item) -> BulkItem? {
        var after = BulkItem(item)
        switch step {
        case .none: break
        case .price(let price): after.price = price
        case .link: after.tags = tagged(item)
        case .unlink(let tag): after.tags = item.tags.filter { $0.id != tag }.map(\.name)
        case .move: if let destination { after.store = Store.Summary(id: destination.id, name: destination.name) }
        case .delete: return nil
        }
        return after
    }

    private func price(_ price: Money, for item: Item) -> BulkStep { price == item.price ? .none : .price(price) }

    private func link(to item: Item) throws(BulkObstacle) -> BulkStep {
        if tagOn(item) != nil { return .none }
        guard item.tags.count < Item.mostTags else { throw .tooManyTags }
        return .link
    }

    private func move(_ item: Item) throws(BulkObstacle) -> BulkStep {
        guard let destination, destination.id != item.store.id else { return .none }
        guard item.tags.isEmpty else { throw .hasTags }
        guard item.price.currency == destination.currency else { throw .otherCurrency }
        return .move
    }

    private func tagOn(_ item: Item) -> Tag.Summary? {
        guard let tag = tags[item.store.id] else { return nil }
        return item.tags.first { $0.id == tag.id }
    }

    /// A tag that is yet to be made comes last, as its id will.
    private func tagged(_ item: Item) -> [String] {
        guard let tag = tags[item.store.id] else { return item.tags.map(\.name) + [action.tagName?.text ?? ""] }
        return (item.tags + [tag]).sorted { $0.id < $1.id }.map(\.name)
    }
}

extension BulkAction {
    /// The name of the tag that it puts on or takes off.
    var tagName: Name? {
        switch self {
        case .addTag(let name), .removeTag(let name): name
        case .adjustPrice, .setPrice, .move, .delete: nil
        }
    }
}

extension Item {
    /// How many tags an item carries at most: the column's own check says so too.
    static let mostTags = 100
}

extension Price {
    fileprivate func amount(for item: Item) throws(BulkObstacle) -> Money {
        do {
            return try money(in: item.price.currency)
        } catch {
            throw error.code == "digits" ? .tooManyDigits : .priceTooHigh
        }
    }
}
