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
        let zeros = exponent + power
        guard zeros >= 0 || digits.isEmpty, digits.utf8.count + max(0, zeros) <= 19 else {
            return digits.isEmpty ? 0 : nil
        }
        var value: Int64 = 0
        for digit in digits.utf8 {
            guard let next = value.appending(digit: Int64(digit) - 48, negative: isNegative) else { return nil }
            value = next
        }
        for _ in 0..<max(0, digits.isEmpty ? 0 : zeros) {
            guard let next = value.appending(digit: 0, negative: isNegative) else { return nil }
            value = next
        }
        return value
    }
}

extension ExactDecimal {
    /// Reads a literal that is a number by RFC 8259 §6.
    init(literal: String) {
        var significand: [UInt8] = []
        var exponent = 0
        var written = 0
        var writtenIsNegative = false
        var place = Place.integer
        for byte in literal.utf8 {
            switch byte {
            case UInt8(ascii: "."): place = .fraction
            case UInt8(ascii: "e"), UInt8(ascii: "E"): place = .exponent
            case UInt8(ascii: "-"): writtenIsNegative = place == .exponent
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                switch place {
                case .integer, .fraction:
                    if !(significand.isEmpty && byte == UInt8(ascii: "0")) { significand.append(byte) }
                    if place == .fraction { exponent -= 1 }
                case .exponent:
                    written = min(written * 10 + Int(byte - UInt8(ascii: "0")), Self.largestExponent)
                }
            default: break
            }
        }
        while significand.last == UInt8(ascii: "0") {
            significand.removeLast()
            exponent += 1
        }
        digits = String(decoding: significand, as: UTF8.self)
        isNegative = literal.utf8.first == UInt8(ascii: "-") && !significand.isEmpty
        self.exponent = significand.isEmpty ? 0 : exponent + (writtenIsNegative ? -written : written)
    }

    private enum Place { case integer, fraction, exponent }

    /// Beyond any literal that fits a body, and far from overflow.
    private static let largestExponent = 1_000_000_000_000_000
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
