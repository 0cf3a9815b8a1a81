/// Times as RFC 3339 writes them: UTC, six fractional digits, `Z`.
public enum RFC3339 {
    /// 0001-01-01T00:00:00.000000Z to 9999-12-31T23:59:59.999999Z in microseconds since 1970.
    public static let range: ClosedRange<Int64> = -62_135_596_800_000_000...253_402_300_799_999_999

    /// The text of a time of `microseconds` since 1970; a time outside ``range`` is written as the nearest inside.
    public static func text(microseconds: Int64) -> String {
        var bytes: [UInt8] = []
        append(microseconds: microseconds, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    static func append(microseconds: Int64, to bytes: inout [UInt8]) {
        let time = min(max(microseconds, range.lowerBound), range.upperBound) - range.lowerBound
        let (day, timeOfDay) = UInt64(time).quotientAndRemainder(dividingBy: 86_400_000_000)
        let (second, fraction) = timeOfDay.quotientAndRemainder(dividingBy: 1_000_000)
        append(CivilDate(daysSinceYearOne: UInt32(day)), to: &bytes)
        appendPair(UInt32(second / 3600), after: "T", to: &bytes)
        appendPair(UInt32(second / 60 % 60), after: ":", to: &bytes)
        appendPair(UInt32(second % 60), after: ":", to: &bytes)
        append(fraction: UInt32(fraction), to: &bytes)
        bytes.append(UInt8(ascii: "Z"))
    }

    private static func append(_ date: CivilDate, to bytes: inout [UInt8]) {
        appendPair(date.year / 100, to: &bytes)
        appendPair(date.year % 100, to: &bytes)
        appendPair(date.month, after: "-", to: &bytes)
        appendPair(date.day, after: "-", to: &bytes)
    }

    private static func append(fraction: UInt32, to bytes: inout [UInt8]) {
        appendPair(fraction / 10_000, after: ".", to: &bytes)
        appendPair(fraction / 100 % 100, to: &bytes)
        appendPair(fraction % 100, to: &bytes)
    }

    @inline(__always)
    private static func appendPair(_ number: UInt32, after separator: Unicode.Scalar, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: separator))
        appendPair(number, to: &bytes)
    }

    @inline(__always)
    private static func appendPair(_ number: UInt32, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10))
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }
}
