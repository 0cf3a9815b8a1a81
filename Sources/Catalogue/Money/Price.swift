/// An exact decimal from the text of a JSON number, before it is known which currency it is in.
public struct Price: Sendable, Hashable, Comparable {
    /// The number times a thousand: no currency that is accepted has more than three digits.
    public let thousandths: Int64

    /// Reads `12`, `12.50`, `1.25e1`: an optional sign, digits with at most one point among them, and an exponent.
    ///
    /// Costs its length, whatever the exponent. Throws `min` for a negative number, `max` for one that no currency
    /// could hold, `digits` for more decimal digits than any currency has, `type` for what is not a number.
    public init(literal: String) throws(ValueError) {
        let decimal = try Self.decimal(literal)
        guard decimal.decimalDigits <= 3 else { throw Self.tooManyDigits(3) }
        guard let thousandths = decimal.thousandths, thousandths <= Money.maximum * 1000 else { throw Self.tooLarge }
        self.thousandths = thousandths
    }

    /// The least price that is not below the number, which may have any digits; throws as ``init(literal:)`` otherwise.
    public init(atLeast literal: String) throws(ValueError) {
        try self.init(bound: literal, isLower: true)
    }

    /// The greatest price that is not above the number, which may have any digits; throws as ``init(literal:)`` otherwise.
    public init(atMost literal: String) throws(ValueError) {
        try self.init(bound: literal, isLower: false)
    }

    private init(bound literal: String, isLower: Bool) throws(ValueError) {
        let most = Money.maximum * 1000
        // What lies beyond the maximum by less than a thousandth is beyond it.
        guard let (whole, isExact) = try Self.decimal(literal).split(at: 3), whole < most || whole == most && isExact
        else { throw Self.tooLarge }
        thousandths = isLower && !isExact ? whole + 1 : whole
    }

    /// A number that is not negative and not longer than any price.
    private static func decimal(_ literal: String) throws(ValueError) -> Decimal {
        guard let decimal = Decimal(literal) else { throw ValueError("type", "must be a number") }
        guard !decimal.isNegative || decimal.isZero else { throw ValueError("min", "must not be negative") }
        guard decimal.magnitude <= mostWholeDigits else { throw tooLarge }
        return decimal
    }

    /// The amount in `currency`. Throws `digits` when the currency has fewer decimal digits, `max` when it is more
    /// than ``Money/maximum`` minor units; never rounds.
    public func money(in currency: Currency) throws(ValueError) -> Money {
        let unit = Money.powersOfTen[3 - currency.digits]
        guard thousandths <= Money.maximum * unit else { throw Self.tooLarge }
        let (minorUnits, rest) = thousandths.quotientAndRemainder(dividingBy: unit)
        guard rest == 0 else { throw Self.tooManyDigits(currency.digits) }
        return Money(minorUnits: minorUnits, currency: currency)
    }

    public static func < (left: Self, right: Self) -> Bool { left.thousandths < right.thousandths }

    /// 10^15, the most whole units a currency without digits may have, is a number of 16 digits.
    private static let mostWholeDigits = 16

    private static let tooLarge = ValueError("max", "must be at most 10^15 of the currency's smallest unit")

    private static func tooManyDigits(_ most: Int) -> ValueError {
        let allowed =
            switch most {
            case 0: "must be a whole number in this currency"
            default: "must have at most \(most) digits after the decimal point"
            }
        return ValueError("digits", allowed)
    }
}
