/// What can be said about a number before its own type has looked at it. Checked on the exact decimal.
public struct NumberShape: Sendable, Equatable {
    /// The least and the largest value, both allowed.
    public var minimum: Int?
    public var maximum: Int?
    /// At most this many digits after the point, once trailing zeros are dropped.
    public var fractionDigits: Int?

    public init(minimum: Int? = nil, maximum: Int? = nil, fractionDigits: Int? = nil) {
        self.minimum = minimum
        self.maximum = maximum
        self.fractionDigits = fractionDigits
    }

    func check(_ number: ExactDecimal) throws(InvalidValue) {
        if let minimum, number < ExactDecimal(minimum) {
            throw InvalidValue("min", minimum == 0 ? "must not be negative" : "must be at least \(minimum)")
        }
        if let maximum, number > ExactDecimal(maximum) {
            throw InvalidValue("max", "must be at most \(maximum)")
        }
        if let fractionDigits, number.fractionDigits > fractionDigits {
            throw InvalidValue("digits", "must have at most \(fractionDigits) digits after the decimal point")
        }
    }

    var document: SchemaDocument {
        var document = SchemaDocument(.number)
        document.minimum = minimum
        document.maximum = maximum
        document.fractionDigits = fractionDigits
        return document
    }
}

extension ClosedRange<Int> {
    /// The number when it is an integer in the range.
    func integer(from number: JSONNumber) throws(InvalidValue) -> Int64 {
        let decimal = number.decimal
        guard decimal.exponent >= 0 else { throw InvalidValue("type", "must be an integer, without a fraction") }
        guard let integer = decimal.integer(), contains(Int(integer)) else { throw outside }
        return integer
    }

    /// What to say of a number outside the range.
    var outside: InvalidValue {
        switch (lowerBound, upperBound) {
        case (let least, .max): InvalidValue("range", "must be at least \(least)")
        case (let least, let most): InvalidValue("range", "must be from \(least) to \(most)")
        }
    }
}
