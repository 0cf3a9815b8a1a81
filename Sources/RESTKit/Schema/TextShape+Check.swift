extension TextShape {
    /// Refuses what is too long to look at, and U+0000. The rest is the text's own type's to decide.
    func check(_ text: String) throws(InvalidValue) {
        guard text.utf8.count <= maximumBytes else {
            throw InvalidValue("max_length", "must be at most \(characters.upperBound) characters long")
        }
        if text.utf8.contains(0) { throw InvalidValue("characters", "must not hold U+0000") }
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
