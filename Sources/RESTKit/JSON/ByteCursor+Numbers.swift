/// Integers and exact decimals in ASCII.
extension ByteCursor {
    /// The most bytes that a 64-bit integer takes, with its sign; one more for a decimal point, one for a leading zero.
    static let mostDigits = 20

    mutating func put(_ number: Int64) {
        if number < 0 { put("-") }
        put(number.magnitude, digits: Self.digits(of: number.magnitude))
    }

    /// `units` × 10^-`places` as the shortest exact decimal. 0 to 18 places.
    mutating func put(_ units: Int64, places: Int) {
        if units < 0 { put("-") }
        let unit = (0..<places).reduce(1 as UInt64) { unit, _ in unit * 10 }
        let (whole, rest) = units.magnitude.quotientAndRemainder(dividingBy: unit)
        put(whole, digits: Self.digits(of: whole))
        if rest > 0 { put(fraction: rest, places: places) }
    }

    private mutating func put(fraction: UInt64, places: Int) {
        var (fraction, places) = (fraction, places)
        while fraction % 10 == 0 { (fraction, places) = (fraction / 10, places - 1) }
        put(".")
        put(fraction, digits: places)
    }

    /// The number's last `digits` digits, zeros in front where it has fewer.
    @inline(__always)
    mutating func put(_ number: UInt64, digits: Int) {
        var rest = number
        put(backwards: digits) {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            rest = quotient
            return UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
        }
    }

    private static func digits(of number: UInt64) -> Int {
        var digits = 1
        var limit: UInt64 = 10
        while number >= limit {
            digits += 1
            let (next, overflow) = limit.multipliedReportingOverflow(by: 10)
            if overflow { break }
            limit = next
        }
        return digits
    }
}
