/// Times as RFC 3339 writes them: UTC, six fractional digits, `Z`.
public enum RFC3339 {
    /// 0001-01-01T00:00:00.000000Z to 9999-12-31T23:59:59.999999Z in microseconds since 1970.
    public static let range: ClosedRange<Int64> = -62_135_596_800_000_000...253_402_300_799_999_999

    /// How many bytes a time takes.
    private static let length = 27

    /// The text of a time of `microseconds` since 1970; a time outside ``range`` is written as the nearest inside.
    public static func text(microseconds: Int64) -> String {
        var bytes = GrowingBytes(capacity: length)
        bytes.put(time: RFC3339Words(microseconds: microseconds))
        return String(decoding: bytes.written, as: UTF8.self)
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

/// A time's bytes as four words, the first byte the least significant: they are written eight at a time.
struct RFC3339Words {
    /// `2026-11-`, `26T08:00`, `:00.0000`
    let first, second, third: UInt64
    /// `00Z`
    let last: UInt32
    /// What they say, since 1970.
    let microseconds: Int64

    init(microseconds: Int64) {
        let inside = min(max(microseconds, RFC3339.range.lowerBound), RFC3339.range.upperBound)
        let time = UInt64(inside - RFC3339.range.lowerBound)
        let (day, timeOfDay) = time.quotientAndRemainder(dividingBy: 86_400_000_000)
        let (second, fraction) = timeOfDay.quotientAndRemainder(dividingBy: 1_000_000)
        self.init(microseconds, CivilDate(daysSinceYearOne: UInt32(day)), UInt32(second), UInt32(fraction))
    }

    private init(_ microseconds: Int64, _ date: CivilDate, _ second: UInt32, _ microsecond: UInt32) {
        self.microseconds = microseconds
        let date = Self.digits(date.year / 100, date.year % 100, date.month, date.day)
        let clock = Self.digits(second / 3600, second / 60 % 60, second % 60, 0)
        let fraction = Self.digits(microsecond / 10_000, microsecond / 100 % 100, microsecond % 100, 0)
        // ____-__-
        first = date & 0xFFFF_FFFF | 0x2D00_002D << 32 | (date >> 32 & 0xFFFF) << 40
        // __T__:__
        self.second = date >> 48 | 0x3A00_0054 << 16 | (clock & 0xFFFF) << 24 | (clock >> 16 & 0xFFFF) << 48
        // :__.____
        third = 0x2E00_003A | (clock >> 32 & 0xFFFF) << 8 | fraction << 32
        // __Z
        last = UInt32(truncatingIfNeeded: fraction >> 32 & 0xFFFF | 0x5A_0000)
    }

    /// Four numbers below 100 as eight digits: each has 16 bits of a word, in which the tens of all are found at once.
    @inline(__always)
    private static func digits(_ first: UInt32, _ second: UInt32, _ third: UInt32, _ fourth: UInt32) -> UInt64 {
        let pairs = UInt64(first) | UInt64(second) << 16 | UInt64(third) << 32 | UInt64(fourth) << 48
        // 103 / 1024 is a tenth, closely enough for numbers below 100.
        let tens = (pairs &* 103) >> 10 & 0x000F_000F_000F_000F
        return (tens | (pairs &- tens &* 10) << 8) | 0x3030_3030_3030_3030
    }
}

extension GrowingBytes {
    mutating func put(time words: RFC3339Words) {
        reserve(28)
        add(first: 8, of: words.first)
        add(first: 8, of: words.second)
        add(first: 8, of: words.third)
        add(first: 3, of: words.last)
    }
}
