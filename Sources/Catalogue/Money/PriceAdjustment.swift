/// How prices are changed from what they are: exactly, never through a floating-point number.
public enum PriceAdjustment: Sendable, Hashable {
    /// By so much of the currency's main unit, whatever the currency.
    case amount(PriceDifference)
    /// By so much of the price itself, rounded half to even to the currency's digits.
    case percent(Percentage)

    /// The new price. Throws why there is none: it would be negative, beyond ``Money/maximum``, or of more digits than
    /// the currency has.
    func applied(to price: Money) throws(BulkObstacle) -> Money {
        let units: Int64
        switch self {
        case .amount(let difference):
            let unit = Money.powersOfTen[3 - price.currency.digits]
            let (change, rest) = difference.thousandths.quotientAndRemainder(dividingBy: unit)
            guard rest == 0 else { throw .tooManyDigits }
            units = price.minorUnits + change
        case .percent(let percentage):
            units = percentage.applied(to: price.minorUnits)
        }
        guard units >= 0 else { throw .negativePrice }
        guard units <= Money.maximum else { throw .priceTooHigh }
        return Money(minorUnits: units, currency: price.currency)
    }
}

/// An exact amount to add to prices or, when negative, to take from them.
public struct PriceDifference: Sendable, Hashable {
    public let thousandths: Int64

    /// Reads `2`, `+2.50`, `-0.5`. Throws `type`, `max` and `digits` as ``Price/init(literal:)`` does.
    public init(literal: String) throws(ValueError) {
        let decimal = try Decimal.signed(literal)
        let price = try Price(literal: String(literal.trimmingSign))
        thousandths = decimal.isNegative ? -price.thousandths : price.thousandths
    }
}

/// A share of a price to add to it or, when negative, to take from it.
public struct Percentage: Sendable, Hashable {
    /// Of the whole: 12.5 % is 125,000.
    public let millionths: Int64

    /// The most that a price may grow by, in percent.
    public static let maximum: Int64 = 1_000_000

    /// Reads `10`, `+12.5`, `-33.3333`: up to four decimal digits. Throws `type`, `digits`, `min` below -100, which would
    /// leave less than nothing, and `max` above ``maximum``.
    public init(literal: String) throws(ValueError) {
        let decimal = try Decimal.signed(literal)
        guard decimal.decimalDigits <= 4 else {
            throw ValueError("digits", "must have at most 4 digits after the decimal point")
        }
        let tooLarge = ValueError("max", "must be at most \(Self.maximum)")
        guard let size = decimal.scaled(by: 4) else { throw tooLarge }
        guard !decimal.isNegative || size <= 1_000_000 else { throw ValueError("min", "must be at least -100") }
        guard size <= Self.maximum * 10_000 else { throw tooLarge }
        millionths = decimal.isNegative ? -size : size
    }

    /// The grown or shrunk number, half to even; never negative, for no share takes more than all.
    fileprivate func applied(to number: Int64) -> Int64 {
        let product = Int128(number) * Int128(1_000_000 + millionths)
        let (whole, rest) = product.quotientAndRemainder(dividingBy: 1_000_000)
        let roundsUp = rest * 2 > 1_000_000 || (rest * 2 == 1_000_000 && whole % 2 == 1)
        return Int64(clamping: roundsUp ? whole + 1 : whole)
    }
}

extension Decimal {
    /// A number that may have a plus sign, as people write changes.
    fileprivate static func signed(_ literal: String) throws(ValueError) -> Decimal {
        guard let decimal = Decimal(literal.hasPrefix("+") ? String(literal.trimmingSign) : literal),
            !literal.hasPrefix("+-")
        else { throw ValueError("type", "must be a number") }
        return decimal
    }
}

extension String {
    /// Without one sign at its beginning.
    fileprivate var trimmingSign: Substring { hasPrefix("+") || hasPrefix("-") ? dropFirst() : self[...] }
}
