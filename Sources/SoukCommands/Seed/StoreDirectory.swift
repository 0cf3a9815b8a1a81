import Catalogue

/// The stores there are, by name.
struct StoreDirectory {
    private let stores: [String: Store]

    /// How many stores there are.
    var count: Int { stores.count }

    init(_ service: StoreService) async throws {
        var stores: [String: Store] = [:]
        var page = PageRequest(limit: 200)
        while true {
            let query = StoreQuery(including: Inclusion(items: nil, tags: nil), page: page)
            let found = try await service.list(query)
            for store in found.elements { stores[try Name(store.name).key] = store }
            guard let next = found.next else { break }
            page = PageRequest(limit: 200, after: next)
        }
        self.stores = stores
    }

    subscript(name: Name) -> Store? { stores[name.key] }
}
