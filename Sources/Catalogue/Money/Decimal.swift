/// The parts of a number's literal that its value depends on: significant digits and where the point stands.
struct Decimal {
    var isNegative = false
    /// The first 19 significant digits at most, without zeros at either end of all of them, as a number.
    private var coefficient: UInt64 = 0
    /// How many significant digits there are, and how many of them the coefficient has.
    private var count = 0
    private var kept = 0
    /// How many places the point stands to the right of the last significant digit; clamped.
    private var exponent = 0

    var isZero: Bool { count == 0 }
    /// How many digits stand before the point: 3 for 123.4, 0 for 0.5, -1 for 0.05.
    var magnitude: Int { isZero ? 0 : count + exponent }
    /// How many digits are needed after the point.
    var decimalDigits: Int { isZero ? 0 : max(0, -exponent) }

    /// The size times a thousand; nil when it is not whole or beyond 64 bits.
    var thousandths: Int64? { scaled(by: 3) }

    /// The size with the point `places` further to the right; nil when it is not whole or beyond 64 bits.
    func scaled(by places: Int) -> Int64? {
        guard let (whole, isExact) = split(at: places), isExact else { return nil }
        return whole
    }

    /// The size with the point `places` further to the right, without what stands behind the point then, and whether that is
    /// nothing; nil beyond 64 bits.
    func split(at places: Int) -> (whole: Int64, isExact: Bool)? {
        if isZero { return (0, true) }
        guard magnitude <= 19 - places else { return nil }
        var (value, isExact) = (coefficient, count == kept)
        let power = exponent + places + count - kept
        for _ in 0..<max(0, power) {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            value = product
        }
        // The coefficient has 19 digits: after that many nothing is left.
        for _ in 0..<min(19, max(0, -power)) {
            let (quotient, rest) = value.quotientAndRemainder(dividingBy: 10)
            (value, isExact) = (quotient, isExact && rest == 0)
        }
        return Int64(exactly: value).map { ($0, isExact) }
    }

    /// nil for what is not a number as JSON writes it (RFC 8259 §6); leading zeros are let through.
    init?(_ literal: String) {
        var rest = literal.utf8[...]
        isNegative = rest.take(UInt8(ascii: "-"))
        var zeros = 0
        guard readDigits(&rest, &zeros) > 0 else { return nil }
        exponent = zeros
        if rest.take(UInt8(ascii: ".")) {
            let fraction = readDigits(&rest, &zeros)
            guard fraction > 0 else { return nil }
            exponent = zeros - fraction
        }
        if rest.take(UInt8(ascii: "e")) || rest.take(UInt8(ascii: "E")) {
            guard let power = Self.readPower(&rest) else { return nil }
            exponent += power
        }
        guard rest.isEmpty else { return nil }
    }

    /// Adds digits to the coefficient and answers how many there were. `zeros` counts those at the end that would
    /// add nothing: they are taken in only when another digit follows.
    private mutating func readDigits(_ rest: inout Substring.UTF8View, _ zeros: inout Int) -> Int {
        var read = 0
        while let byte = rest.first, (0x30...0x39).contains(byte) {
            rest.removeFirst()
            read += 1
            if byte != 0x30 {
                take(byte - 0x30, after: &zeros)
            } else if !isZero {
                zeros += 1
            }
        }
        return read
    }

    private mutating func take(_ digit: UInt8, after zeros: inout Int) {
        count += zeros + 1
        for _ in 0..<min(zeros, 19 - kept) { keep(0) }
        if kept < 19 { keep(digit) }
        zeros = 0
    }

    private mutating func keep(_ digit: UInt8) {
        coefficient = coefficient * 10 + UInt64(digit)
        kept += 1
    }

    /// Beyond a million either way every exponent means the same: far too large, or far too fine.
    private static func readPower(_ rest: inout Substring.UTF8View) -> Int? {
        let isNegative = rest.take(UInt8(ascii: "-"))
        if !isNegative { _ = rest.take(UInt8(ascii: "+")) }
        guard !rest.isEmpty else { return nil }
        var power = 0
        while let byte = rest.first, (0x30...0x39).contains(byte) {
            rest.removeFirst()
            power = min(power * 10 + Int(byte - 0x30), 1_000_000)
        }
        return isNegative ? -power : power
    }
}

extension Substring.UTF8View {
    /// Removes the first byte if it is `byte`.
    fileprivate mutating func take(_ byte: UInt8) -> Bool {
        guard first == byte else { return false }
        removeFirst()
        return true
    }
}
