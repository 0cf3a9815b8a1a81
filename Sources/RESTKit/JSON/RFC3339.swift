/// Times as RFC 3339 writes them: UTC, six fractional digits, `Z`.
public enum RFC3339 {
    /// 0001-01-01T00:00:00.000000Z to 9999-12-31T23:59:59.999999Z in microseconds since 1970.
    public static let range: ClosedRange<Int64> = -62_135_596_800_000_000...253_402_300_799_999_999

    /// How many bytes a time takes.
    static let length = 27

    /// The text of a time of `microseconds` since 1970; a time outside ``range`` is written as the nearest inside.
    public static func text(microseconds: Int64) -> String {
        String(unsafeUninitializedCapacity: length) { room in
            var cursor = ByteCursor(UnsafeMutableRawBufferPointer(room))
            cursor.put(time: microseconds)
            return cursor.count
        }
    }

    /// When the day `2026-11-26` begins, in microseconds since 1970; nil for what is no day from year 1 to 9999.
    public static func beginning(ofDay text: String) -> Int64? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).compactMap { UInt32($0) }
        guard text.utf8.count == 10, parts.count == 3, (1...9999).contains(parts[0]), (1...12).contains(parts[1]),
            (1...31).contains(parts[2])
        else { return nil }
        let date = CivilDate(year: parts[0], month: parts[1], day: parts[2])
        let time = range.lowerBound + Int64(date.daysSinceYearOne) * 86_400_000_000
        // A day that its month does not have is another month's.
        return self.text(microseconds: time).hasPrefix(text) ? time : nil
    }
}

extension ByteCursor {
    mutating func put(time microseconds: Int64) {
        let inside = min(max(microseconds, RFC3339.range.lowerBound), RFC3339.range.upperBound)
        let time = UInt64(inside - RFC3339.range.lowerBound)
        let (day, timeOfDay) = time.quotientAndRemainder(dividingBy: 86_400_000_000)
        let (second, fraction) = timeOfDay.quotientAndRemainder(dividingBy: 1_000_000)
        put(CivilDate(daysSinceYearOne: UInt32(day)))
        put(timeOfDay: UInt32(second))
        put(".")
        put(fraction, digits: 6)
        put("Z")
    }

    private mutating func put(_ date: CivilDate) {
        put(pair: date.year / 100)
        put(pair: date.year % 100)
        put("-")
        put(pair: date.month)
        put("-")
        put(pair: date.day)
    }

    private mutating func put(timeOfDay second: UInt32) {
        put("T")
        put(pair: second / 3600)
        put(":")
        put(pair: second / 60 % 60)
        put(":")
        put(pair: second % 60)
    }

    @inline(__always)
    private mutating func put(pair number: UInt32) {
        put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10))
        put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }
}
