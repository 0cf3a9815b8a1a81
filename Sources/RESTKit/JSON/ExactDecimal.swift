/// A decimal number without rounding: `digits × 10^exponent`, with no zero at either end of `digits`.
public struct ExactDecimal: Sendable, Hashable {
    /// Never set on zero.
    public let isNegative: Bool
    /// The significant digits, `0`–`9`; empty for zero.
    public let digits: String
    /// The power of ten of the last significant digit, 0 for zero; held within ±10^15 plus the literal's own length.
    public let exponent: Int

    /// How many digits are needed after the decimal point: 2 for `15.990`.
    public var fractionDigits: Int { max(0, -exponent) }

    /// The value × 10^`power` where that is an integer of 64 bits, else nil: `15.99` scaled by 2 is 1599.
    public func integer(scaledBy power: Int = 0) -> Int64? {
        if digits.isEmpty { return 0 }
        let zeros = exponent + power
        guard zeros >= 0, digits.utf8.count + zeros <= Self.longestInteger else { return nil }
        let value = digits.utf8.reduce(Int64?.some(0)) { $0?.appending(digit: Int64($1) - 48, negative: isNegative) }
        return (0..<zeros).reduce(value) { value, _ in value?.appending(digit: 0, negative: isNegative) }
    }

    /// How many digits the largest 64-bit integer has.
    private static let longestInteger = 19
}

extension ExactDecimal {
    /// Reads a literal that is a number by RFC 8259 §6.
    init(literal: String) {
        let parts = literal.utf8.split(maxSplits: 1) { $0 | 0x20 == UInt8(ascii: "e") }
        var significand: [UInt8] = []
        var exponent = parts.count == 2 ? Self.exponent(parts[1]) : 0
        var isFraction = false
        for byte in parts[0] where byte != UInt8(ascii: "-") {
            if byte == UInt8(ascii: ".") {
                isFraction = true
                continue
            }
            if isFraction { exponent -= 1 }
            if byte != UInt8(ascii: "0") || !significand.isEmpty { significand.append(byte) }
        }
        while significand.last == UInt8(ascii: "0") {
            significand.removeLast()
            exponent += 1
        }
        digits = String(decoding: significand, as: UTF8.self)
        isNegative = literal.utf8.first == UInt8(ascii: "-") && !significand.isEmpty
        self.exponent = significand.isEmpty ? 0 : exponent
    }

    private static func exponent(_ text: Substring.UTF8View) -> Int {
        let magnitude = text.reduce(0) { magnitude, byte in
            guard byte >= UInt8(ascii: "0") else { return magnitude }
            return min(magnitude * 10 + Int(byte - UInt8(ascii: "0")), largestExponent)
        }
        return text.first == UInt8(ascii: "-") ? -magnitude : magnitude
    }

    /// Beyond any literal that fits a body, and far from overflow.
    private static let largestExponent = 1_000_000_000_000_000
}

extension ExactDecimal: Comparable {
    init(_ integer: Int) {
        self.init(literal: String(integer))
    }

    public static func < (left: Self, right: Self) -> Bool {
        guard left.sign == right.sign else { return left.sign < right.sign }
        return left.isNegative ? right.isCloserToZero(than: left) : left.isCloserToZero(than: right)
    }

    private var sign: Int { digits.isEmpty ? 0 : isNegative ? -1 : 1 }

    /// Both are of one sign. Digits without zeros at either end, of numbers equally long, compare as text does.
    private func isCloserToZero(than other: Self) -> Bool {
        let (own, others) = (digits.utf8.count + exponent, other.digits.utf8.count + other.exponent)
        return own == others ? digits.utf8.lexicographicallyPrecedes(other.digits.utf8) : own < others
    }
}

extension Int64 {
    /// The number with one more decimal digit, growing away from zero; nil past 64 bits.
    fileprivate func appending(digit: Int64, negative: Bool) -> Int64? {
        let (shifted, overflow) = multipliedReportingOverflow(by: 10)
        let (value, carry) =
            negative ? shifted.subtractingReportingOverflow(digit) : shifted.addingReportingOverflow(digit)
        return overflow || carry ? nil : value
    }
}
