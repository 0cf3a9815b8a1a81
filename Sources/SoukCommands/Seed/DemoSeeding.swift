import Catalogue
import DemoData

/// Puts the demo catalogue into a database, by the same rules as any client. What is there already stays as it is, so
/// that a second run, or one after a crash, only adds what is missing.
struct DemoSeeding: Sendable {
    /// Stores that are filled at a time; few enough for the writer's queue.
    private static let storesAtOnce = 20

    let catalogue: Catalogue

    func run(progress: Administration.Progress) async throws -> [String] {
        let wanted = try DemoCatalogue.stores()
        let total = wanted.reduce(0) { $0 + $1.items.count }
        let directory = try await StoreDirectory(catalogue.stores)
        let missing = try wanted.filter { try directory[Name($0.name)].map { $0.itemsCount == 0 } ?? true }
        guard !missing.isEmpty else {
            return ["The demo catalogue is there already: \(wanted.count) stores, \(ProgressBar.grouped(total)) items."]
        }
        var done = 0
        for piece in missing.pieces(of: Self.storesAtOnce) {
            done += try await fill(piece, directory)
            await progress(done, missing.reduce(0) { $0 + $1.items.count })
        }
        return ["Added \(missing.count) stores and \(ProgressBar.grouped(done)) items of the demo catalogue."]
    }

    /// Whether a run was ended in the middle. Stores go in in order, so then the last one is not there yet, or one is
    /// there without its items.
    func isUnfinished() async throws -> Bool {
        let directory = try await StoreDirectory(catalogue.stores)
        let found = try DemoCatalogue.stores().map { try directory[Name($0.name)] }
        guard let first = found.first, first != nil, let last = found.last else { return false }
        return last == nil || found.contains { $0?.itemsCount == 0 }
    }

    /// Fills the stores, new ones or such as were left empty, and returns how many items they got.
    private func fill(_ demos: [DemoStore], _ directory: StoreDirectory) async throws -> Int {
        let catalogue = catalogue
        let places = try await demos.together { demo in
            let name = try Name(demo.name)
            if let known = directory[name] { return (demo: demo, store: known.id) }
            return (demo: demo, store: try await store(named: name, currency: try Currency(demo.currency)))
        }
        let batches = try await places.together { place in
            let tags = try await TagShelf(catalogue.tags, store: place.store).tags(named: place.demo.tags)
            let items = try place.demo.items.map { item in
                LoadedItem(try NewItem(item, in: place.store), tags: item.tags.compactMap { tags[$0] })
            }
            return (store: place.store, items: items)
        }
        return try await batches.together { batch in
            try await catalogue.items.fill(batch.store, with: batch.items) ? batch.items.count : 0
        }.reduce(0, +)
    }

    /// The store of this name, made here or, a moment ago, by another instance that seeds as well.
    private func store(named name: Name, currency: Currency) async throws -> Store.ID {
        do {
            return try await catalogue.stores.create(NewStore(name: name, currency: currency)).id
        } catch CatalogueError.storeNameTaken {
            guard let store = try await StoreDirectory(catalogue.stores)[name] else {
                throw CatalogueError.storeNameTaken
            }
            return store.id
        }
    }
}

extension NewItem {
    init(_ item: DemoItem, in store: Store.ID) throws {
        self.init(
            name: try Name(item.name), description: try Description(item.description),
            price: try Price(literal: item.price), storeID: store)
    }
}
