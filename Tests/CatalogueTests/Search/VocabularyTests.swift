import SQLEngines
import TestDatabases
import Testing

@testable import Catalogue

@Suite("The vocabulary of the search")
struct VocabularyTests {
    @Test("New words take a few times their length", arguments: TestEngine.all)
    func room(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            let before = try await shop.bytes()
            var (dice, sent) = (TestDice(1), 0)
            for number in 0..<150 {
                let text = dice.words(60, of: 32)
                sent += text.utf8.count
                _ = try await shop.item("thing \(number)", in: store, description: text)
            }
            #expect(try await shop.bytes() - before < Int64(sent * 24))
        }
    }

    @Test("However long the texts are that wait, one write moves so much into the index, and all of it is found")
    func settling() async throws {
        try await TestShop.open(.sqlite) { shop in
            let store = try await shop.store()
            var dice = TestDice(2)
            let number = FullTextIndex.most + 10
            for _ in 0..<number {
                let text = dice.words(60, of: 31) + " walnut"
                let waiting = try await shop.waiting()
                _ = try await shop.item("thing", in: store, description: text)
                #expect(try await shop.waiting() >= waiting - 20)
            }
            #expect(try await shop.waiting() < FullTextIndex.most)
            #expect(try await shop.names(ItemQuery(text: "wallnut")).count == number)
            for item in try await shop.all(ItemQuery()) {
                _ = try await shop.items.change(
                    item.id, ItemChange(name: try Name("thing"), description: .some(nil), price: nil, storeID: nil))
                #expect(try await shop.waiting() < FullTextIndex.most)
            }
            #expect(try await shop.names(ItemQuery(text: "walnut")) == [])
        }
    }

    @Test("Words that no item has any more are dropped some days after they were learnt", arguments: TestEngine.all)
    func dropped(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            var dice = TestDice(3)
            let batch = (0..<20).map { _ in dice.words(30, of: 8) }
            try await shop.items.load(
                try batch.map { LoadedItem(try shop.new("walnut", in: store, description: $0), tags: []) })
            for item in try await shop.all(ItemQuery()).dropLast() { try await shop.items.delete(item.id) }
            try await shop.settle(in: store)
            try await shop.items.sweepWords()
            #expect(try await shop.words() > 600)
            try await shop.age(days: 2)
            try await shop.items.sweepWords()
            #expect(try await shop.knows("walnut"))
            #expect(try await shop.words() == 31)
            #expect(try await shop.names(ItemQuery(text: "walnt")) == ["walnut"])
        }
    }

    @Test("A word that an item had and another gets is kept, as it was learnt again", arguments: TestEngine.all)
    func again(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            for ways in 0..<3 {
                let item = try await shop.item("walnut", in: store)
                try await shop.settle(in: store)
                try await shop.items.delete(item.id)
                try await shop.settle(in: store)
                try await shop.age(days: 2)
                switch ways {
                case 0: try await shop.items.load([LoadedItem(try shop.new("walnut", in: store), tags: [])])
                case 1:
                    let pine = try await shop.item("pine", in: store)
                    let name = ItemChange(name: try Name("walnut"), description: nil, price: nil, storeID: nil)
                    _ = try await shop.items.change(pine.id, name)
                default:
                    // As if an hour had passed: this process does not know any more what it learnt.
                    shop.items.creating?.forgetWords()
                    _ = try await shop.item("walnut", in: store)
                }
                try await shop.settle(in: store)
                #expect(try await shop.days(since: "walnut") == 0, "\(ways)")
                try await shop.items.sweepWords()
                #expect(try await shop.knows("walnut"), "\(ways)")
                for item in try await shop.all(ItemQuery(text: "walnut")) { try await shop.items.delete(item.id) }
                try await shop.settle(in: store)
            }
        }
    }

    @Test("A word is not dropped that a write under way gives an item")
    func underWay() async throws {
        guard TestEngine.all.contains(.postgres) else { return }
        try await TestShop.open(.postgres) { shop in
            let store = try await shop.store()
            let items = [try await shop.item("walnut", in: store), try await shop.item("pine", in: store)]
            try await shop.items.delete(items[0].id)
            try await shop.age(days: 2)
            let words = ItemWords(name: "walnut", description: nil, storeID: store.id)
            let sweeping = try await shop.engine.write { session in
                try await shop.items.search.put(words, of: items[1].id, in: session)
                _ = try await session.value("SELECT 1", as: Int.self)
                let sweeping = Task { try await shop.items.sweepWords() }
                try await eventually { try await shop.engine.waiting() == 1 }
                return sweeping
            }
            try await sweeping.value
            #expect(try await shop.knows("walnut"))
        }
    }

    @Test(
        "The sweeping begins at once and goes on every six hours, also after it was hindered", arguments: TestEngine.all
    )
    func keptSwept(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let (time, store) = (HandTime(), try await shop.store())
            for (number, name) in ["walnut", "maple"].enumerated() {
                let item = try await shop.item(name, in: store)
                try await shop.settle(in: store)
                try await shop.items.delete(item.id)
                try await shop.settle(in: store)
                if number == 0 { try await shop.age(days: 2) }
            }
            let obstacles = AsyncStream<any Error>.makeStream()
            let sweeping = Task {
                await shop.items.keepWordsSwept(time.clock) { obstacles.continuation.yield($0) }
            }
            try await eventually { time.isWaiting(0, for: .seconds(6 * 3600)) }
            #expect(try await !shop.knows("walnut"))
            #expect(try await shop.knows("maple"))
            try await shop.age(days: 2)
            try await shop.define("ALTER TABLE words RENAME TO away")
            time.advance(.seconds(6 * 3600))
            for await _ in obstacles.stream { break }
            try await eventually { time.isWaiting(0, for: .seconds(6 * 3600)) }
            try await shop.define("ALTER TABLE away RENAME TO words")
            time.advance(.seconds(6 * 3600))
            try await eventually { try await !shop.knows("maple") }
            sweeping.cancel()
            await sweeping.value
        }
    }
}

extension TestDice {
    /// Words of so many letters, as chance has them.
    fileprivate mutating func words(_ count: Int, of letters: Int) -> String {
        (0..<count).map { _ in
            String((0..<letters).map { _ in "abcdefghijklmnopqrstuvwxyz".randomElement(using: &self) ?? "a" })
        }.joined(separator: " ")
    }
}

extension TestShop {
    fileprivate func bytes() async throws -> Int64 {
        if engine.dialect == .postgres { return try await engine.size()?.bytes ?? 0 }
        return try await engine.value("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size") ?? 0
    }

    /// How many items wait for the index, on SQLite.
    fileprivate func waiting() async throws -> Int { try await engine.value("SELECT count(*) FROM items_fresh") ?? -1 }

    /// Has whatever waits for the index moved there.
    fileprivate func settle(in store: Store) async throws {
        guard engine.dialect == .sqlite else { return }
        for _ in 0..<2 * FullTextIndex.most { _ = try await item("of", in: store) }
        try await engine.write { session in
            let texts: Int? = try await session.value("SELECT count(*) FROM items_fresh WHERE words IS NOT ' nof s1 '")
            #expect(texts == 0)
        }
    }

    fileprivate func words() async throws -> Int { try await engine.value("SELECT count(*) FROM words") ?? -1 }

    fileprivate func knows(_ word: String) async throws -> Bool {
        try await engine.value("SELECT count(*) FROM words WHERE word = \(word)") == 1
    }

    fileprivate func days(since word: String) async throws -> Int? {
        try await engine.value("SELECT \(engine.dialect.today) - learnt_on FROM words WHERE word = \(word)")
    }

    /// As if all words had been learnt so much earlier.
    fileprivate func age(days: Int) async throws {
        try await engine.write { session in
            try await session.execute("UPDATE words SET learnt_on = learnt_on - \(days)")
        }
    }

    fileprivate func define(_ definition: SQL) async throws {
        try await engine.maintain { session in _ = try await session.execute(definition) }
    }
}
