import Catalogue
import DemoData

/// Adds any number of made-up items in new stores, for trying how Souk behaves when it is full.
struct BulkSeeding: Sendable {
    /// Items a transaction. More would be slower: for each statement SQLite walks through all that the transaction has
    /// changed so far.
    private static let batchSize = 200
    /// Transactions that become durable together.
    private static let batchesAtOnce = 5
    /// Items of one store in a row, so that they lie together in the database too.
    private static let neighbours = 50
    /// Stores that are made at a time; few enough for the writer's queue.
    private static let storesAtOnce = 25

    let catalogue: Catalogue
    let items: Int
    let stores: Int

    func run(progress: Administration.Progress) async throws -> [String] {
        let shelves = try await makeStores()
        var generator = BulkItems(seed: UInt64(shelves.first?.number ?? 0))
        var done = 0
        while done < items {
            try Task.checkCancellation()
            let size = min(Self.batchSize * Self.batchesAtOnce, items - done)
            let loaded = try (done..<done + size).map { number in
                try Self.item(&generator, on: shelves[number / Self.neighbours % shelves.count])
            }
            _ = try await loaded.pieces(of: Self.batchSize).together { [catalogue] batch in
                try await catalogue.items.load(batch)
            }
            done += size
            await progress(done, items)
        }
        return ["Added \(ProgressBar.grouped(items)) items in \(ProgressBar.grouped(shelves.count)) new stores."]
    }

    /// New stores, numbered on from those there are, each with its tags.
    private func makeStores() async throws -> [Shelf] {
        var number = try await StoreDirectory(catalogue.stores).count
        var shelves: [Shelf] = []
        while shelves.count < min(stores, items) {
            let size = min(Self.storesAtOnce, min(stores, items) - shelves.count)
            let numbers = Array(number + 1...number + size)
            shelves += try await makeStores(numbers)
            number += size
        }
        return shelves
    }

    /// The stores of these numbers, without those whose names are taken.
    private func makeStores(_ numbers: [Int]) async throws -> [Shelf] {
        let catalogue = catalogue
        let made = try await numbers.together { number -> (number: Int, store: Store.ID)? in
            do {
                let name = try Name(BulkItems.storeName(number))
                let store = try await catalogue.stores.create(NewStore(name: name, currency: try Currency("EUR")))
                return (number, store.id)
            } catch CatalogueError.storeNameTaken {
                return nil
            }
        }
        return try await made.compactMap { $0 }.together { number, store in
            let tags = try await TagShelf(catalogue.tags, store: store).tags(named: BulkItems.tags)
            return Shelf(number: number, store: store, tags: BulkItems.tags.compactMap { tags[$0] })
        }
    }

    private static func item(_ generator: inout BulkItems, on shelf: Shelf) throws -> LoadedItem {
        let (item, tagNumbers) = generator.next()
        return LoadedItem(
            try NewItem(item, in: shelf.store), tags: tagNumbers.map { shelf.tags[$0 % shelf.tags.count] })
    }

    private struct Shelf: Sendable {
        let number: Int
        let store: Store.ID
        let tags: [Tag.ID]
    }
}
