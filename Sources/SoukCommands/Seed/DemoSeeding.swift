import Catalogue
import DemoData

/// Puts the demo catalogue into a database, by the same rules as any client. What is there already stays as it is, so
/// that a second run, or one after a crash, only adds what is missing.
struct DemoSeeding: Sendable {
    let catalogue: Catalogue

    func run(progress: Administration.Progress) async throws -> [String] {
        let wanted = try DemoCatalogue.stores()
        let total = wanted.reduce(0) { $0 + $1.items.count }
        let directory = try await StoreDirectory(catalogue.stores)
        var (done, stores, items) = (0, 0, 0)
        for demo in wanted {
            if let store = try await place(for: demo, in: directory) {
                items += try await fill(store, with: demo)
                stores += 1
            }
            done += demo.items.count
            await progress(done, total)
        }
        guard stores > 0 else {
            return ["The demo catalogue is there already: \(wanted.count) stores, \(total) items."]
        }
        return ["Added \(stores) stores and \(ProgressBar.grouped(items)) items of the demo catalogue."]
    }

    /// The store to fill: a new one, or one that was left empty. nil when it has its items.
    private func place(for demo: DemoStore, in directory: StoreDirectory) async throws -> Store.ID? {
        let name = try Name(demo.name)
        if let known = directory[name] { return known.itemsCount == 0 ? known.id : nil }
        let store = NewStore(name: name, currency: try Currency(demo.currency))
        return try await catalogue.stores.create(store).id
    }

    private func fill(_ store: Store.ID, with demo: DemoStore) async throws -> Int {
        let tags = try await TagShelf(catalogue.tags, store: store).tags(named: demo.tags)
        let batch = try demo.items.map { item in
            LoadedItem(try NewItem(item, in: store), tags: item.tags.compactMap { tags[$0] })
        }
        try await catalogue.items.load(batch)
        return batch.count
    }
}

extension NewItem {
    init(_ item: DemoItem, in store: Store.ID) throws {
        self.init(
            name: try Name(item.name), description: try Description(item.description),
            price: try Price(literal: item.price), storeID: store)
    }
}
