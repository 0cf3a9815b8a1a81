import Catalogue
import SoukServer

/// What is to be exported, as it was typed.
struct ExportOrder: Codable, Sendable {
    let format: ItemFormat
    let text: String?
    let store: String?
    let tags: [String]
    let minPrice: String?
    let maxPrice: String?
    /// As in the API: `-price`.
    let sort: String?
    /// Whether anybody sees how far it is, for which all have to be counted first.
    let isWatched: Bool

    /// The longest text to search for, as in the API.
    private static let longestText = 200

    /// The query that is meant. Throws a ``Failure`` for what no item could be asked.
    func query(_ stores: StoreService) async throws -> ItemQuery {
        if let text, text.unicodeScalars.count > Self.longestText {
            throw Failure(.usage, "--q must be at most \(Self.longestText) characters long.")
        }
        return ItemQuery(
            text: text, tagNames: tags, storeID: try await storeID(stores), minPrice: try Self.minPrice(minPrice),
            maxPrice: try Self.maxPrice(maxPrice), sort: try Self.sort(sort))
    }

    private func storeID(_ stores: StoreService) async throws -> Store.ID? {
        guard let store else { return nil }
        guard let name = try? Name(store), let id = try await stores.find(named: name) else {
            throw Failure(.refused, "There is no store \(store).")
        }
        return id
    }

    static func minPrice(_ text: String?) throws(Failure) -> Price? {
        try price(text, "--min-price", Price.init(atLeast:))
    }

    static func maxPrice(_ text: String?) throws(Failure) -> Price? {
        try price(text, "--max-price", Price.init(atMost:))
    }

    private static func price(
        _ text: String?, _ flag: String, _ bound: (String) throws(ValueError) -> Price
    ) throws(Failure) -> Price? {
        guard let text else { return nil }
        do {
            return try bound(text)
        } catch {
            throw Failure(.usage, "\(flag) \(error.detail).")
        }
    }

    static func sort(_ text: String?) throws(Failure) -> Sort<ItemQuery.SortKey>? {
        guard let text else { return nil }
        let descending = text.hasPrefix("-")
        guard let key = ItemQuery.SortKey(rawValue: String(text.dropFirst(descending ? 1 : 0))) else {
            let known = ItemQuery.SortKey.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure(.usage, "--sort must be one of \(known), with - in front for descending.")
        }
        return Sort(by: key, descending: descending)
    }
}

/// How a file is to be imported.
struct ImportOrder: Codable, Sendable {
    let format: ItemFormat
    let mode: ImportMode
    let isDryRun: Bool
}
