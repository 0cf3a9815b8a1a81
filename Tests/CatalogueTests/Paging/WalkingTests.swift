import Catalogue
import TestDatabases
import Testing

@Suite("Lists walked both ways")
struct WalkingTests {
    @Test("Read from its end, every list of items is the same", arguments: TestEngine.all, [0, 4000])
    func backward(_ engine: TestEngine, few: Int) async throws {
        try await TestShop.open(engine) { opened in
            let shop = opened.gathering(atMost: few)
            let world = try await PagingWorld(shop, items: 120)
            for filter in try world.filters() {
                let wanted = world.items.filter(filter.matches)
                for sort in ItemOrder.all {
                    var query = filter.query
                    query.sort = sort
                    let expected = wanted.sorted(by: sort).map(\.id)
                    let found = try await Walk.backward(limit: 7) { page in
                        query.page = page
                        return try await shop.items.list(query)
                    }
                    #expect(found.map(\.id) == expected, "\(filter.name) by \(sort)")
                }
            }
        }
    }

    @Test("A page knows what is beside it, at the ends and between", arguments: TestEngine.all)
    func ends(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            for number in 0..<6 { _ = try await shop.item("thing \(number)", in: store) }
            let (first, second) = try await twoPages(shop)
            #expect(first.next != nil && !first.hasPrevious && first.first != nil)
            #expect(second.next == nil && second.hasPrevious)
            let back = try await shop.items.list(ItemQuery(page: PageRequest(limit: 3, before: second.first)))
            #expect(back.elements == first.elements && back.next == first.next && !back.hasPrevious)
            let last = try await shop.items.list(ItemQuery(page: PageRequest(limit: 3, before: nil, counts: true)))
            #expect(last.elements == second.elements && last.next == nil && last.hasPrevious && last.total == 6)
        }
    }

    @Test("What is beside a page is looked up, not supposed", arguments: TestEngine.all)
    func goneNeighbours(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            for number in 0..<6 { _ = try await shop.item("thing \(number)", in: store) }
            let (first, second) = try await twoPages(shop)
            for item in second.elements { try await shop.items.delete(item.id) }
            let back = try await shop.items.list(ItemQuery(page: PageRequest(limit: 3, before: second.first)))
            #expect(back.elements == first.elements && back.next == nil)
            let on = try await shop.items.list(ItemQuery(page: PageRequest(after: first.next, looksBack: true)))
            #expect(on.elements.isEmpty && on.first == nil && on.hasPrevious)
            for item in first.elements { try await shop.items.delete(item.id) }
            _ = try await shop.item("thing", in: store)
            let alone = try await shop.items.list(ItemQuery(page: PageRequest(after: first.next, looksBack: true)))
            #expect(alone.elements.count == 1 && !alone.hasPrevious)
            let nothing = try await shop.items.list(ItemQuery(page: PageRequest(before: first.first)))
            #expect(nothing.elements.isEmpty && !nothing.hasPrevious)
        }
    }

    @Test("Walked back and forth, what exists throughout is seen each time", arguments: TestEngine.all)
    func comingAndGoing(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            var staying: [Item.ID] = []
            for number in 0..<60 {
                staying.append(try await shop.item("thing \(number % 13)", in: store, price: "\(number % 7)").id)
            }
            for sort in ItemOrder.all {
                let walks = try await withThrowingTaskGroup(of: [[Item.ID]].self) { group in
                    group.addTask {
                        let read: Walk.Reading<Item> = { try await shop.items.list(ItemQuery(sort: sort, page: $0)) }
                        let forth = try await Walk.forward(limit: 5, read).map(\.id)
                        return [forth, try await Walk.backward(limit: 5, read).map(\.id)]
                    }
                    group.addTask {
                        for number in 0..<30 {
                            let item = try await shop.item("thing \(number % 13)", in: store, price: "\(number % 7)")
                            if number.isMultiple(of: 2) { try await shop.items.delete(item.id) }
                        }
                        return []
                    }
                    return try await group.reduce([], +)
                }
                for found in walks {
                    #expect(Set(found).count == found.count && Set(staying).isSubset(of: found))
                }
            }
        }
    }

    @Test("Stores and tags can be walked both ways in every order", arguments: TestEngine.all)
    func storesAndTags(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            for number in 0..<9 {
                let store = try await shop.store("Store \(number % 3)\(number)")
                for _ in 0..<(number % 4) { _ = try await shop.item("Lamp", in: store) }
                for tag in ["oak", "Pine", "ash \(number)"] { _ = try await shop.tag(tag, in: store) }
            }
            for key in StoreQuery.SortKey.allCases {
                for text in [nil, "store"] {
                    try await Walk.check { page in
                        try await shop.stores.list(
                            StoreQuery(text: text, sort: Sort(by: key, descending: text == nil), page: page))
                    }
                }
            }
            let two = Store.ID(2)
            let filters: [(Store.ID?, String?)] = [(nil, nil), (nil, "A"), (two, nil), (two, "p")]
            for key in TagQuery.SortKey.allCases {
                for (store, text) in filters {
                    try await Walk.check { page in
                        try await shop.tags.list(
                            TagQuery(
                                storeID: store, text: text, sort: Sort(by: key, descending: text == nil), page: page))
                    }
                }
            }
        }
    }

    private func twoPages(_ shop: TestShop) async throws -> (Page<Item>, Page<Item>) {
        let first = try await shop.items.list(ItemQuery(page: PageRequest(limit: 3, looksBack: true)))
        let next = PageRequest(limit: 3, after: first.next, looksBack: true)
        return (first, try await shop.items.list(ItemQuery(page: next)))
    }
}
