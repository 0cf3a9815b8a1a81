import SQLEngines
import TestDatabases
import Testing

@testable import Catalogue

@Suite("How prices spread")
struct PriceDistributionTests {
    @Test("Every item is in the one bucket that its price says", arguments: TestEngine.all)
    func buckets(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            var dice = TestDice(3)
            for (name, currency) in [
                ("A", "USD"), ("B", "JPY"), ("C", "KWD"), ("D", "USD"), ("E", "EUR"), ("F", "GBP"),
            ] {
                let store = try await shop.store(name, currency)
                for number in 0..<(currency == "GBP" ? 1 : 12) {
                    let price = Int.random(in: 0...(10 << Int.random(in: 0...12, using: &dice)), using: &dice)
                    _ = try await shop.item("\(number)", in: store, price: "\(price)")
                }
            }
            let items = try await shop.all(ItemQuery())
            let prices = try #require(try await shop.counted().tally?.prices)
            #expect(prices.map(\.currency.code) == ["USD", "EUR", "JPY", "KWD"])
            for distribution in prices {
                let amounts = items.map(\.price).filter { $0.currency == distribution.currency }.map(\.minorUnits)
                for bucket in distribution.buckets {
                    let end = bucket.upTo?.minorUnits ?? .max
                    let inside = amounts.filter { (bucket.from.minorUnits..<end).contains($0) }
                    #expect(inside.count == bucket.items, "\(bucket)")
                }
                #expect(distribution.items == amounts.count && distribution.buckets.count <= 12)
                for (bucket, next) in zip(distribution.buckets, distribution.buckets.dropFirst()) {
                    #expect(bucket.upTo == next.from)
                }
            }
        }
    }

    @Test(
        "Buckets are round and suit the prices",
        arguments: [
            (["5"], "5–5.01:1"),
            (["0", "0"], "0–0.01:2"),
            (["1", "1.2", "2.5", "4.45"], "1–1.5:2 1.5–2:0 2–2.5:0 2.5–3:1 3–3.5:0 3.5–4:0 4–4.5:1"),
            (["1", "3", "8", "15", "40", "90"], "1–2:1 2–5:1 5–10:1 10–20:1 20–50:1 50–100:1"),
            (["10000000000000"], "10000000000000–10000000000000.01:1"),
        ])
    func round(_ prices: [String], _ shown: String) async throws {
        try await TestShop.open(.sqlite) { shop in
            let store = try await shop.store()
            for price in prices { _ = try await shop.item("thing", in: store, price: price) }
            let buckets = try #require(try await shop.counted().tally?.prices.first?.buckets)
            let text = buckets.map { "\($0.from.literal)–\($0.upTo?.literal ?? ""):\($0.items)" }
            #expect(text.joined(separator: " ") == shown)
        }
    }

    @Test("Where most prices lie close together, the few far away share the last bucket")
    func outliers() throws {
        let amounts: [Int64] = (0..<500).map { 100 + $0 % 300 } + [90_000_000, 900_000_000]
        let coarse = Self.count(amounts, PriceScale.logarithmic(100...900_000_000))
        let crowd = try #require(PriceScale.crowd(in: coarse))
        #expect(crowd == 100...499)
        let fine = PriceScale.condensed(Self.count(amounts, PriceScale.linear(crowd)), to: 12)
        #expect(fine.map(\.range.lowerBound) == [100, 150, 200, 250, 300, 350, 400, 450, 500])
        #expect(fine.last?.items == 2 && fine.last?.range.upperBound == PriceScale.end)
    }

    @Test("Whatever the prices, at most twelve buckets hold them all")
    func bounded() {
        var dice = TestDice(11)
        for _ in 0..<300 {
            let most = Int64(1) << Int64.random(in: 0...49, using: &dice)
            let amounts = (0..<40).map { _ in
                Int64.random(in: 0...most, using: &dice) >> Int64.random(in: 0...40, using: &dice)
            }
            guard let low = amounts.min(), let high = amounts.max() else { continue }
            var buckets = Self.count(amounts, PriceScale.logarithmic(low...high))
            if let crowd = PriceScale.crowd(in: buckets) {
                buckets = Self.count(amounts, PriceScale.linear(crowd.clamped(to: low...high)))
            }
            let shown = PriceScale.condensed(buckets, to: 12)
            #expect(shown.reduce(0) { $0 + $1.items } == 40 && (1...12).contains(shown.count))
            #expect(shown.first?.items != 0 && shown.last?.items != 0)
        }
    }

    @Test("Nothing is read but indexes", arguments: TestEngine.all)
    func plans(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let isSQLite = shop.engine.dialect == .sqlite
            let explain: SQL = isSQLite ? "EXPLAIN QUERY PLAN" : "EXPLAIN (COSTS OFF)"
            for (count, index) in [
                (Tally.priced(100..<200, in: try Currency("USD")), "items_store_id_price_idx"),
                (Tally.made(on: shop.time.now), "items_created_at_idx"),
            ] {
                let plan: [String] = try await shop.engine.read { session in
                    try await session.all("\(explain) \(count)") { row in
                        if isSQLite { for _ in 0..<3 { _ = try row.next(Int64.self) } }
                        return try row.next()
                    }
                }
                let kind = isSQLite ? "COVERING INDEX \(index)" : "Index Only Scan using \(index)"
                #expect(plan.contains { $0.contains(kind) }, "\(plan)")
                #expect(!plan.contains { $0.contains("Seq Scan") || $0.hasPrefix("SCAN i") }, "\(plan)")
            }
        }
    }

    private static func count(_ amounts: [Int64], _ ranges: [Range<Int64>]) -> [PriceScale.Bucket] {
        ranges.map { range in (range, amounts.filter(range.contains).count) }
    }
}
