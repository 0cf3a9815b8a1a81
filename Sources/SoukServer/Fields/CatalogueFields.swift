public import Catalogue
public import RESTKit

/// What the catalogue says of a value is what the client is told of the field.
extension ValueError: FieldFault {}

/// The catalogue's value types as fields of a body.
extension Schema where Value == Name {
    /// The name of a store, an item or a tag.
    static var name: Self {
        text(.trimmed(1...80)) { try Name($0) }
            .documented(description: "One line; trimmed. Compared regardless of case.")
    }
}

extension Schema where Value == Description? {
    /// An item's description; blank and null are none.
    static var description: Self {
        text(.trimmed(0...2000, lines: .many)) { try Description($0) }.acceptingNull(as: nil)
            .documented(description: "May have several lines; trimmed. Blank counts as null.")
    }
}

extension Schema where Value == Currency {
    static var currency: Self {
        var schema = text(.pattern("^[A-Z]{3}$", 3...3)) { try Currency($0) }
        schema.document = .choice(Currency.codes)
        return schema.documented(
            description: "An ISO 4217 code whose minor unit has 0, 2 or 3 digits.", examples: ["USD"])
    }
}

extension Schema where Value == Price {
    /// An exact price. How many digits it may have is the store's currency's affair.
    static var price: Self {
        number(NumberShape(minimum: 0, maximum: Int(Money.maximum), fractionDigits: 3)) {
            try Price(literal: $0.literal)
        }
        .documented(
            description: """
                Read exactly as written and never rounded: at most as many digits after the point as the store's \
                currency has (USD 2, JPY 0, KWD 3), and at most 10^15 of its smallest unit.
                """,
            examples: [.price])
    }
}

extension JSON {
    /// What a price looks like in examples: 15.99.
    static let price = JSON.number(JSONNumber(literal: "15.99") ?? JSONNumber(15))
}

extension Schema where Value == Store.ID {
    static var storeID: Self {
        integer(1...Int.max) { Store.ID(Int64($0)) }
    }
}
