import SQLEngines

extension Session {
    /// Counts everything in a ``Tally`` on this snapshot. Walks an index's part for each number that it answers, never the
    /// items themselves.
    func tally(at now: Timestamp) async throws -> Tally {
        var prices: [PriceDistribution] = []
        for currency in try await commonestCurrencies() {
            if let distribution = try await distribution(of: currency) { prices.append(distribution) }
        }
        return Tally(countedAt: now, prices: prices, itemsByDay: try await itemsByDay(until: now))
    }

    private func commonestCurrencies() async throws -> [Currency] {
        try await all(
            """
            SELECT currency, sum(items_count) AS items FROM stores WHERE closed_at IS NULL AND items_count > 0
            GROUP BY currency ORDER BY items DESC, currency LIMIT \(Tally.mostCurrencies)
            """
        ) { row in try row.next() }
    }

    /// nil when there are no items in this currency.
    private func distribution(of currency: Currency) async throws -> PriceDistribution? {
        guard let amounts = try await amounts(in: currency) else { return nil }
        var buckets = try await count(PriceScale.logarithmic(amounts), in: currency)
        if let crowd = PriceScale.crowd(in: buckets) {
            buckets = try await count(PriceScale.linear(crowd.clamped(to: amounts)), in: currency)
        }
        let condensed = PriceScale.condensed(buckets, to: PriceDistribution.mostBuckets)
        return PriceDistribution(currency: currency, buckets: condensed.map { .init($0, in: currency) })
    }

    /// The lowest and the highest price, in minor units: two looks into an index for each store.
    private func amounts(in currency: Currency) async throws -> ClosedRange<Int64>? {
        let ends: (Int64?, Int64?)? = try await first(
            """
            SELECT min((SELECT i.price_thousandths FROM items i WHERE i.store_id = s.id
                    ORDER BY i.price_thousandths, i.id LIMIT 1)),
                max((SELECT i.price_thousandths FROM items i WHERE i.store_id = s.id
                    ORDER BY i.price_thousandths DESC, i.id DESC LIMIT 1))
            FROM stores s WHERE s.currency = \(currency) AND s.closed_at IS NULL
            """
        ) { row in (try row.next(), try row.next()) }
        guard case (let lowest?, let highest?)? = ends else { return nil }
        return lowest / currency.thousandths...highest / currency.thousandths
    }

    private func count(_ ranges: [Range<Int64>], in currency: Currency) async throws -> [PriceScale.Bucket] {
        var buckets: [PriceScale.Bucket] = []
        for range in ranges { buckets.append((range, try await value(Tally.priced(range, in: currency)) ?? 0)) }
        return buckets
    }

    private func itemsByDay(until now: Timestamp) async throws -> [DayCount] {
        var days: [DayCount] = []
        for day in now.lastDays(Tally.days) {
            days.append(DayCount(day: day, items: try await value(Tally.made(on: day)) ?? 0))
        }
        return days
    }
}

extension Tally {
    /// Counts the items of a currency whose prices are in `range`, store by store along `items_store_id_price_idx`.
    static func priced(_ range: Range<Int64>, in currency: Currency) -> SQL {
        """
        SELECT CAST(coalesce(sum((SELECT count(*) FROM items i WHERE i.store_id = s.id
            AND i.price_thousandths >= \(range.lowerBound * currency.thousandths)
            AND i.price_thousandths < \(range.upperBound * currency.thousandths))), 0) AS BIGINT)
        FROM stores s WHERE s.currency = \(currency) AND s.closed_at IS NULL
        """
    }

    /// Counts the items of a day along `items_created_at_idx`; those of stores that are on their way out, which are few,
    /// are taken off.
    static func made(on day: Timestamp) -> SQL {
        let end = day + .seconds(86_400)
        return """
            SELECT CAST((SELECT count(*) FROM items i WHERE i.created_at >= \(day) AND i.created_at < \(end))
                - coalesce(sum((SELECT count(*) FROM items c WHERE c.store_id = s.id
                    AND c.created_at >= \(day) AND c.created_at < \(end))), 0) AS BIGINT)
            FROM stores s WHERE s.closed_at IS NOT NULL
            """
    }
}

extension PriceDistribution.Bucket {
    fileprivate init(_ bucket: PriceScale.Bucket, in currency: Currency) {
        let end = bucket.range.upperBound
        from = Money(minorUnits: bucket.range.lowerBound, currency: currency)
        upTo = end >= PriceScale.end ? nil : Money(minorUnits: end, currency: currency)
        items = bucket.items
    }
}

extension Timestamp {
    /// When each of the last days began in UTC, this one the last of them.
    func lastDays(_ count: Int) -> [Timestamp] {
        let length: Int64 = 86_400_000_000
        let today = microseconds - (microseconds % length + length) % length
        return (0..<Int64(count)).reversed().map { Timestamp(microseconds: today - $0 * length) }
    }
}

extension Currency {
    /// Thousandths of the unit in one minor unit: 10 for USD.
    fileprivate var thousandths: Int64 { Money.powersOfTen[3 - digits] }
}
