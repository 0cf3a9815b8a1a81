import Catalogue
import DemoData
import Testing

@Suite("The demo catalogue")
struct DemoCatalogueTests {
    @Test("It has a few dozen stores and a few thousand items, all different within a store")
    func size() throws {
        let stores = try DemoCatalogue.stores()
        #expect((24...100).contains(stores.count))
        #expect((2_000...9_999).contains(stores.reduce(0) { $0 + $1.items.count }))
        #expect(Set(try stores.map { try Name($0.name).key }).count == stores.count)
        for store in stores { #expect(Set(store.items.map(\.name)).count == store.items.count) }
    }

    @Test("Every name, description, price and tag keeps the shop's rules")
    func rules() throws {
        for store in try DemoCatalogue.stores() {
            let currency = try Currency(store.currency)
            for tag in store.tags { _ = try Name(tag) }
            #expect(Set(try store.tags.map { try Name($0).key }).count == store.tags.count, "tags of \(store.name)")
            for item in store.items {
                _ = try Name(item.name)
                #expect(try Description(item.description) != nil)
                #expect(try Price(literal: item.price).money(in: currency).minorUnits > 0)
                #expect(!item.name.contains("{}"))
            }
        }
    }

    @Test("It is the same every time")
    func repeatable() throws {
        #expect(try DemoCatalogue.stores() == DemoCatalogue.stores())
    }

    @Test("Several scripts and currencies with 0, 2 and 3 digits are among it")
    func variety() throws {
        let stores = try DemoCatalogue.stores()
        #expect(Set(try stores.map { try Currency($0.currency).digits }) == [0, 2, 3])
        let names = stores.flatMap { $0.items.map(\.name) }.joined()
        for word in ["万年筆", "عود", "Ελαιόλαδο", "Étoiles", "토너", "கடுகு"] { #expect(names.contains(word)) }
    }

    @Test("Bulk items are the same for the same seed, and keep the rules")
    func bulk() throws {
        var (one, other) = (BulkItems(seed: 1), BulkItems(seed: 1))
        for _ in 0..<200 {
            let (item, tags) = one.next()
            #expect(other.next().item == item)
            _ = try Name(item.name)
            #expect(try Price(literal: item.price).money(in: Currency("EUR")).minorUnits > 0)
            #expect(Set(tags).count == tags.count && tags.allSatisfy(BulkItems.tags.indices.contains))
        }
        #expect(Set((1...2_000).map(BulkItems.storeName)).count == 2_000)
    }
}
