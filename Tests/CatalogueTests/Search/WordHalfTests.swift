import SQLEngines
import TestDatabases
import Testing

@testable import Catalogue

@Suite("Halves of words")
struct WordHalfTests {
    @Test("A word is found by what a misspelt one has of its beginning or its end")
    func halves() {
        let halves = WordHalf.halves(near: "walnt").map { "\($0.length) \($0.place) \($0.letters)" }
        #expect(
            halves == [
                "4 beginning w", "4 end nt", "5 beginning wa", "5 end nt", "6 beginning wa", "6 end lnt",
            ])
    }

    @Test("All words one edit away are found by their halves, and no others", arguments: TestEngine.all)
    func neighbours(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            var dice = TestDice(5)
            // Three letters, so that most words have many others near them; one that is several bytes, and no composed one.
            func word() -> String {
                String((0..<Int.random(in: 4...9, using: &dice)).map { _ in "abя".randomElement(using: &dice) ?? "a" })
            }
            let known = Set((0..<600).map { _ in word() })
            let store = try await shop.store()
            try await shop.items.load(try known.map { LoadedItem(try shop.new($0, in: store), tags: []) })
            let vocabulary = Vocabulary(dialect: shop.engine.dialect)
            for _ in 0..<300 {
                let word = word()
                let near = try await vocabulary.neighbours(of: word, in: shop.engine)
                #expect(near == known.filter { Spelling.isOneEdit($0, word) }.sorted(), "\(word)")
            }
        }
    }

    @Test("Numbers that are as long, and begin alike, hide no word", arguments: TestEngine.all)
    func numbers(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            let names = ["Samsung screen"] + (1000..<1600).map { "code sam\($0)" }
            try await shop.items.load(try names.map { LoadedItem(try shop.new($0, in: store), tags: []) })
            #expect(try await shop.names(ItemQuery(text: "samsnug")) == ["Samsung screen"])
        }
    }

    @Test("Each half is looked up in its index, where the words are in order", arguments: TestEngine.all)
    func plan(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let explain: SQL = engine == .sqlite ? "EXPLAIN QUERY PLAN" : "EXPLAIN (COSTS OFF)"
            let alike = Vocabulary(dialect: shop.engine.dialect).alike("walnut")
            let plan: [String] = try await shop.engine.read { session in
                try await session.all("\(explain) \(alike)") { row in
                    if engine == .sqlite { for _ in 0..<3 { _ = try row.next(Int64.self) } }
                    return try row.next()
                }
            }
            for index in ["words_beginning_idx", "words_end_idx"] {
                #expect(plan.count { $0.contains(index) } == 3, "\(plan)")
            }
            #expect(!plan.contains { $0.contains("Sort") || $0.contains("TEMP") }, "\(plan)")
        }
    }
}
