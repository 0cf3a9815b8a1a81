/// Integers and exact decimals in ASCII.
extension GrowingBytes {
    /// The most digits that a 64-bit integer has.
    private static let mostDigits = 20

    package mutating func put(_ number: Int64) {
        if number < 0 { put(UInt8(ascii: "-")) }
        put(number.magnitude, digits: Self.digits(of: number.magnitude))
    }

    /// `units` × 10^-`places` as the shortest exact decimal. 0 to 18 places.
    mutating func put(_ units: Int64, places: Int) {
        if units < 0 { put(UInt8(ascii: "-")) }
        let unit = (0..<places).reduce(1 as UInt64) { unit, _ in unit * 10 }
        let (whole, rest) = units.magnitude.quotientAndRemainder(dividingBy: unit)
        put(whole, digits: Self.digits(of: whole))
        if rest > 0 { put(fraction: rest, places: places) }
    }

    private mutating func put(fraction: UInt64, places: Int) {
        var (fraction, places) = (fraction, places)
        while fraction % 10 == 0 { (fraction, places) = (fraction / 10, places - 1) }
        put(UInt8(ascii: "."))
        put(fraction, digits: places)
    }

    /// The number's last `digits` digits, zeros in front where it has fewer.
    package mutating func put(_ number: UInt64, digits: Int) {
        reserve(digits)
        var rest = number
        add(backwards: digits) {
            let quotient = rest / 10
            defer { rest = quotient }
            return UInt8(truncatingIfNeeded: rest &- quotient &* 10 | 0x30)
        }
    }

    /// How many digits a number has.
    package static func digits(of number: UInt64) -> Int {
        var (digits, limit) = (1, 10 as UInt64)
        while digits < mostDigits, number >= limit { (digits, limit) = (digits &+ 1, limit &* 10) }
        return digits
    }
}
