import SQLEngines
import TestDatabases
import Testing

@testable import Catalogue

@Suite("Taking stores and tags")
struct ItemLockTests {
    @Test("More can be taken than one statement can name", arguments: TestEngine.all)
    func many(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let tag = try await shop.tag("oak", in: try await shop.store())
            let name = try await shop.engine.write { session in
                try await session.lockStores((1...70_000).map { Store.ID($0) })
                try await session.lockTags((1...70_000).map { Tag.ID($0) })
                return try await session.value("SELECT name FROM tags WHERE id = \(tag.id)", as: String.self)
            }
            #expect(name == "oak")
        }
    }
}
