import Catalogue

/// A store's tags by name, made where they are missing.
struct TagShelf {
    private let service: TagService
    private let store: Store.ID

    init(_ service: TagService, store: Store.ID) {
        self.service = service
        self.store = store
    }

    /// The tags of these names; a store has no more than a few hundred here.
    func tags(named names: [String]) async throws -> [String: Tag.ID] {
        let known = try await existing()
        let ids = try await names.together { [service, store] text in
            let name = try Name(text)
            if let id = known[name.key] { return id }
            do {
                return try await service.create(NewTag(name: name), in: store).id
            } catch CatalogueError.tagNameTaken {
                // Another instance seeds as well, and was faster.
                guard let id = try await existing()[name.key] else { throw CatalogueError.tagNameTaken }
                return id
            }
        }
        return Dictionary(zip(names, ids), uniquingKeysWith: { first, _ in first })
    }

    private func existing() async throws -> [String: Tag.ID] {
        let query = TagQuery(including: Inclusion(items: nil, tags: nil), page: PageRequest(limit: 200))
        let tags = try await service.list(of: store, query).elements
        return Dictionary(try tags.map { (try Name($0.name).key, $0.id) }, uniquingKeysWith: { first, _ in first })
    }
}
