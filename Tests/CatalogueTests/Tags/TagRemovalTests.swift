import Catalogue
import TestDatabases
import Testing

@Suite("Taking a tag off everything")
struct TagRemovalTests {
    @Test("The tag goes, its items stay without it, and are changed by whoever did it", arguments: TestEngine.all)
    func gone(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            let (oak, sale) = (try await shop.tag("oak", in: store), try await shop.tag("sale", in: store))
            for number in 0..<5 {
                _ = try await shop.item("\(number)", in: store, tags: number < 3 ? [oak, sale] : [oak])
            }
            shop.time.advance(.seconds(1))
            try await shop.tags.deleteEverywhere(sale.id)
            await #expect(throws: CatalogueError.notFound) { try await shop.tags.deleteEverywhere(sale.id) }
            let items = try await shop.all(ItemQuery())
            #expect(items.allSatisfy { $0.tags.map(\.id) == [oak.id] })
            #expect(items.map { $0.updatedAt == shop.time.now } == [true, true, true, false, false])
            #expect(try await shop.miscounts() == 0)
        }
    }

    @Test("Nothing happens when the tag is not as it was thought to be", arguments: TestEngine.all)
    func condition(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            let sale = try await shop.tag("sale", in: store)
            let item = try await shop.item("Lamp", in: store, tags: [sale])
            await #expect(throws: CatalogueError.preconditionFailed) {
                try await shop.tags.deleteEverywhere(sale.id, if: .when { $0.itemsCount == 0 })
            }
            #expect(try await shop.items.find(item.id) == item)
        }
    }

    @Test("Beside others who put it on and take it off, nobody waits for ever", arguments: TestEngine.all)
    func amid(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            var items: [Item] = []
            for number in 0..<12 { items.append(try await shop.item("\(number)", in: store)) }
            let all = items
            try await together(4) { worker in
                for round in 0..<10 {
                    let item = all[(worker * 3 + round) % 12]
                    if worker == 0 {
                        guard let tag = try await shop.items.find(all[round].id).tags.first else { continue }
                        _ = try await unless(.notFound, .preconditionFailed) {
                            try await shop.tags.deleteEverywhere(tag.id)
                        }
                    } else {
                        _ = try await shop.items.link(item.id, named: Name("sale"))
                    }
                }
                return true
            }
            #expect(try await shop.miscounts() == 0)
        }
    }
}
