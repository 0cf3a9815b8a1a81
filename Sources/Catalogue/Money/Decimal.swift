/// The parts of a number's literal that its value depends on: significant digits and where the point stands.
struct Decimal {
    var isNegative = false
    /// The significant digits without zeros at either end, as a number; meaningless beyond 19 of them.
    private var coefficient: UInt64 = 0
    /// How many significant digits there are.
    private var count = 0
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
        if isZero { return 0 }
        guard exponent >= -places, count <= 19, magnitude <= 19 - places else { return nil }
        var value = coefficient
        for _ in 0..<(exponent + places) {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            value = product
        }
        return Int64(exactly: value)
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
        if count <= 19 {
            for _ in 0..<zeros { coefficient *= 10 }
            coefficient = coefficient * 10 + UInt64(digit)
        }
        zeros = 0
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
