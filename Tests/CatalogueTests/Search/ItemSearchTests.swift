import TestDatabases
import Testing

@testable import Catalogue

@Suite("Searching items")
struct ItemSearchTests {
    @Test("Words are found without regard to case or accents, all of them needed", arguments: TestEngine.all)
    func words(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            _ = try await shop.item("Oak Table", in: store, description: "Crème brûlée on top")
            _ = try await shop.item("Pine table", in: store)
            #expect(try await shop.names(ItemQuery(text: "OAK")) == ["Oak Table"])
            #expect(try await shop.names(ItemQuery(text: "table oak")) == ["Oak Table"])
            #expect(try await shop.names(ItemQuery(text: "creme brulee")) == ["Oak Table"])
            #expect(try await shop.names(ItemQuery(text: "table")) == ["Oak Table", "Pine table"])
            #expect(try await shop.names(ItemQuery(text: "oak pine")) == [])
        }
    }

    @Test("The last word is a prefix, the others are whole words", arguments: TestEngine.all)
    func prefix(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            _ = try await shop.item("Oak Table", in: store)
            #expect(try await shop.names(ItemQuery(text: "t")) == ["Oak Table"])
            #expect(try await shop.names(ItemQuery(text: "oak tab")) == ["Oak Table"])
            #expect(try await shop.names(ItemQuery(text: "tab oak")) == [])
        }
    }

    @Test("Items with all words in their name come before the rest, lowest id first", arguments: TestEngine.all)
    func relevance(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            _ = try await shop.item("Lamp", in: store, description: "Stands on an oak table")
            _ = try await shop.item("Oak table", in: store)
            _ = try await shop.item("Table", in: store, description: "Of oak")
            _ = try await shop.item("Table of oak", in: store)
            for limit in 1...5 {
                let names = try await shop.names(ItemQuery(text: "oak table"), limit: limit)
                #expect(names == ["Oak table", "Table of oak", "Lamp", "Table"])
            }
        }
    }

    @Test("What no word can be made of is plain text that finds nothing", arguments: TestEngine.all)
    func punctuation(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            _ = try await shop.item("100% Oak \"Table\"", in: store)
            for text in ["%", "_", "\"", "*", "'", "--", "()"] {
                #expect(try await shop.names(ItemQuery(text: text)) == [], "\(text)")
            }
            for text in ["oak OR pine", "NOT oak", "oak NEAR table x", "words:oak", "^pine"] {
                #expect(try await shop.names(ItemQuery(text: text)) == [], "\(text)")
            }
            for text in ["\"oak\"", "oak*", "100%", "'oak' -- ", "(oak"] {
                #expect(try await shop.names(ItemQuery(text: text)).count == 1, "\(text)")
            }
            #expect(try await shop.names(ItemQuery(text: " \t ")).count == 1)
        }
    }

    @Test("A word of five letters or more may be one edit off when nothing is found", arguments: TestEngine.all)
    func misspelling(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            _ = try await shop.item("Walnut Cabinet", in: store)
            _ = try await shop.item("Desk", in: store)
            for text in ["walnt", "wallnut", "walmut", "wlanut", "cabinte walnut"] {
                #expect(try await shop.names(ItemQuery(text: text)) == ["Walnut Cabinet"], "\(text)")
            }
            for text in ["wlant", "dsek", "deks"] {
                #expect(try await shop.names(ItemQuery(text: text)) == [], "\(text)")
            }
        }
    }

    @Test("What is changed or deleted is found as it is now, settled in the index or not", arguments: TestEngine.all)
    func keptInStep(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            var items: [Item] = []
            for number in 0..<150 { items.append(try await shop.item("thing number\(number) walnut", in: store)) }
            #expect(try await shop.names(ItemQuery(text: "walnut")).count == 150)
            for item in items.prefix(75) {
                let change = ItemChange(name: try Name("maple"), description: nil, price: nil, storeID: nil)
                _ = try await shop.items.change(item.id, change)
            }
            for sort in [nil] + ItemOrder.all.map(Optional.some) {
                #expect(try await shop.names(ItemQuery(text: "walnut", sort: sort)).count == 75)
                #expect(try await shop.names(ItemQuery(text: "maple", sort: sort)).count == 75)
            }
            for item in items.dropFirst(50).prefix(50) { try await shop.items.delete(item.id) }
            #expect(try await shop.names(ItemQuery(text: "walnut")).count == 50)
            #expect(try await shop.names(ItemQuery(text: "maple")).count == 50)
            #expect(try await shop.names(ItemQuery(text: "number149")) == ["thing number149 walnut"])
            #expect(try await shop.names(ItemQuery(text: "wallnut")).count == 50)
        }
    }
}
