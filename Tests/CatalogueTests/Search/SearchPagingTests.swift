import TestDatabases
import Testing

@testable import Catalogue

@Suite("Pages of a search")
struct SearchPagingTests {
    @Test("A misspelt search goes on as it began, whatever is found meanwhile", arguments: TestEngine.all)
    func misspelt(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            for number in 0..<5 {
                _ = try await shop.item("walnut \(number)", in: store)
                _ = try await shop.item("other \(number)", in: store, description: "walnut")
            }
            for sort in [nil, Sort(by: ItemQuery.SortKey.name, descending: true)] {
                var query = ItemQuery(text: "wallnut", sort: sort, page: PageRequest(limit: 3, counts: true))
                let first = try await shop.items.list(query)
                #expect(first.elements.count == 3 && first.total == 10)
                let late = try await shop.item("a wallnut", in: store)
                var names = first.elements.map(\.name)
                var next = first.next
                while let after = next {
                    query.page = PageRequest(limit: 3, after: after)
                    let page = try await shop.items.list(query)
                    names += page.elements.map(\.name)
                    next = page.next
                }
                let walnuts = (0..<5).map { "walnut \($0)" }
                let others = (0..<5).map { "other \($0)" }
                #expect(
                    names.filter { $0 != late.name }
                        == (sort == nil ? walnuts + others : (walnuts + others).sorted(by: >)))
                try await shop.items.delete(late.id)
            }
        }
    }

    @Test("Ranks and pages are the same whichever way a search is read", arguments: TestEngine.all, [0, 4000])
    func ways(_ engine: TestEngine, few: Int) async throws {
        try await TestShop.open(engine) { opened in
            let shop = opened.gathering(atMost: few)
            let store = try await shop.store()
            let tag = try await shop.tag("sale", in: store)
            var (inName, elsewhere): ([String], [String]) = ([], [])
            for number in 0..<130 {
                let (name, description) =
                    number % 3 == 0 ? ("Oak table \(number)", nil) : ("Oak thing \(number)", "a table")
                if number % 3 == 0 { inName.append(name) } else { elsewhere.append(name) }
                _ = try await shop.item(name, in: store, description: description, tags: [tag])
            }
            for query in [
                ItemQuery(text: "table oak"), ItemQuery(text: "oak tab"), ItemQuery(text: "oak table", tagID: tag.id),
                ItemQuery(text: "TABLE oak", tagNames: ["Sale"], storeID: store.id),
            ] {
                for limit in [1, 44, 200] {
                    #expect(try await shop.names(query, limit: limit) == inName + elsewhere)
                }
                var counting = query
                counting.page = PageRequest(limit: 1, counts: true)
                #expect(try await shop.items.list(counting).total == 130)
            }
        }
    }

    @Test("A search in an order is the same whichever way it is read", arguments: TestEngine.all)
    func orders(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { opened in
            let store = try await opened.store()
            for number in 0..<80 {
                let name = number % 4 == 0 ? "Elm \(number)" : "Oak \(number * 7 % 80)"
                _ = try await opened.item(name, in: store, price: "\(number % 9)")
            }
            for order in ItemOrder.all {
                let query = ItemQuery(text: "oak", sort: order)
                let gathered = try await opened.all(query, limit: 200)
                #expect(gathered.count == 60)
                for limit in [7, 60] {
                    #expect(try await opened.gathering(atMost: 5).all(query, limit: limit) == gathered)
                }
            }
        }
    }

    @Test("A beginning that very many words share is found all the same", arguments: TestEngine.all)
    func manyEndings(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            let batch = try (0..<300).map { LoadedItem(try shop.new("sku\(10_000 + $0)", in: store), tags: []) }
            try await shop.items.load(batch)
            #expect(try await shop.names(ItemQuery(text: "sku1"), limit: 50).count == 300)
            #expect(try await shop.names(ItemQuery(text: "sku1000")).count == 10)
            #expect(try await shop.names(ItemQuery(text: "sku10299")) == ["sku10299"])
            #expect(try await shop.names(ItemQuery(text: "sku10300")) == [])
        }
    }

    @Test("Text beyond ASCII is found by what a reader would type", arguments: TestEngine.all)
    func scripts(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            for name in ["Smörgåsbord", "Straßenlampe", "Łódź", "東京タワー", "Ελληνικός ΚΑΦΕΣ"] {
                _ = try await shop.item(name, in: store)
            }
            for (text, name) in [
                ("smorgas", "Smörgåsbord"), ("STRASSEN", "Straßenlampe"), ("lodz", "Łódź"), ("東京", "東京タワー"),
                ("καφες", "Ελληνικός ΚΑΦΕΣ"), ("ελληνικοσ", "Ελληνικός ΚΑΦΕΣ"), ("smorgasbrod", "Smörgåsbord"),
            ] {
                #expect(try await shop.names(ItemQuery(text: text)) == [name], "\(text)")
            }
        }
    }
}
