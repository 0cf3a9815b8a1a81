/// Where the buckets of a price distribution begin and end, in minor units: round numbers that suit the prices.
enum PriceScale {
    /// Buckets of a histogram that is being made: a range of amounts and how many items have one.
    typealias Bucket = (range: Range<Int64>, items: Int)

    /// More than any price.
    static let end = Money.maximum * 2

    /// 1, 2, 5, 10, 20, 50, …: from the last of these (or 0) that is no more than the lowest amount to the first beyond
    /// the highest.
    static func logarithmic(_ amounts: ClosedRange<Int64>) -> [Range<Int64>] {
        let bounds = [0] + steps
        let first = bounds.lastIndex { $0 <= amounts.lowerBound } ?? 0
        let last = bounds.firstIndex { $0 > amounts.upperBound } ?? bounds.count - 1
        return ranges(Array(bounds[first...max(last, first + 1)]))
    }

    /// At most ten equal steps of a round width over these amounts, with what lies below and above in one bucket each.
    static func linear(_ amounts: ClosedRange<Int64>) -> [Range<Int64>] {
        let span = amounts.upperBound - amounts.lowerBound + 1
        let width = steps.first { $0 * 9 >= span } ?? span
        let start = amounts.lowerBound / width * width
        var bounds = Array(stride(from: start, through: amounts.upperBound, by: Int(width)))
        bounds.append((bounds.last ?? start) + width)
        return ranges((start > 0 ? [0] : []) + bounds + [end])
    }

    /// The amounts where the items are, when they lie so close together that the buckets say little: within less than
    /// five, hundredths of the items here and there not counted. nil otherwise.
    static func crowd(in buckets: [Bucket]) -> ClosedRange<Int64>? {
        let total = buckets.reduce(0) { $0 + $1.items }
        let isBusy = { (bucket: Bucket) in bucket.items > 0 && bucket.items * 100 >= total }
        guard let first = buckets.firstIndex(where: isBusy), let last = buckets.lastIndex(where: isBusy),
            last - first < 4
        else { return nil }
        return buckets[first].range.lowerBound...buckets[last].range.upperBound - 1
    }

    /// Without empty buckets at the ends; while there are more than `most`, the two neighbours with least become one.
    static func condensed(_ buckets: [Bucket], to most: Int) -> [Bucket] {
        guard let first = buckets.firstIndex(where: { $0.items > 0 }),
            let last = buckets.lastIndex(where: { $0.items > 0 })
        else { return [] }
        var buckets = Array(buckets[first...last])
        while buckets.count > most,
            let least = buckets.indices.dropLast().min(by: { left, right in
                buckets[left].items + buckets[left + 1].items < buckets[right].items + buckets[right + 1].items
            })
        {
            let (lower, upper) = (buckets[least], buckets.remove(at: least + 1))
            buckets[least] = (lower.range.lowerBound..<upper.range.upperBound, lower.items + upper.items)
        }
        return buckets
    }

    /// 1, 2, 5 times every power of ten, as far as prices go.
    private static let steps: [Int64] = {
        let powers = sequence(first: Int64(1)) { $0 < Money.maximum ? $0 * 10 : nil }
        return powers.flatMap { [$0, $0 * 2, $0 * 5] }
    }()

    private static func ranges(_ bounds: [Int64]) -> [Range<Int64>] {
        zip(bounds, bounds.dropFirst()).map { $0..<$1 }
    }
}
