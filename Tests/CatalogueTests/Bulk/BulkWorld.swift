@testable import Catalogue

/// Actions for bulk changes.
enum BulkWorld {
    /// Each with what it can be done to, in an order in which each finds something to do.
    static func actions(_ world: PagingWorld) throws -> [(BulkAction, ItemQuery)] {
        let (west, price) = (world.stores[1].id, try Price(literal: "7"))
        return [
            (.adjustPrice(.percent(try Percentage(literal: "12.5"))), ItemQuery()),
            (.adjustPrice(.amount(try PriceDifference(literal: "3"))), ItemQuery(storeID: west)),
            (.setPrice(price), ItemQuery(minPrice: price)),
            (.addTag(try Name("new")), ItemQuery(text: "oak")),
            (.addTag(try Name("SALE")), ItemQuery()),
            (.removeTag(try Name("sale")), ItemQuery(tagNames: ["new"])),
            (.removeTag(try Name("Sale")), ItemQuery()),
            (.delete, ItemQuery(tagNames: ["oak"])),
        ]
    }
}

extension TestShop {
    /// A preview, and then what it showed.
    @discardableResult
    func bulk(_ action: BulkAction, _ query: ItemQuery) async throws -> BulkReport {
        try await catalogue.bulk.performSeen(action, on: .matching(query))
    }
}

extension BulkService {
    /// A preview, and then what it showed.
    @discardableResult
    func performSeen(_ action: BulkAction, on selection: ItemSelection) async throws -> BulkReport {
        let seen = try await preview(action, on: selection)
        return try await perform(action, on: selection, expecting: seen.digest)
    }
}
