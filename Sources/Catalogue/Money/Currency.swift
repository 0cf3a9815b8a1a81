public import SQLEngines

/// A currency of ISO 4217 whose minor unit has 0, 2 or 3 digits.
public struct Currency: Sendable, Hashable {
    /// Three capital letters: `USD`.
    public let code: String
    /// How many decimal digits the minor unit has: 2 for USD, 0 for JPY, 3 for KWD.
    public let digits: Int

    /// Throws `currency` for a code that is not in ISO 4217 or has other digits.
    public init(_ code: String) throws(ValueError) {
        guard let digits = Self.digits(of: code) else {
            throw ValueError("currency", "must be a currency code of ISO 4217, such as USD, with 0, 2 or 3 digits")
        }
        self.code = code
        self.digits = digits
    }

    private init(trusted code: String) {
        self.code = code
        let letters = Self.letters(of: code)
        self.digits = Self.unusual.first { $0.letters == letters }?.digits ?? 2
    }
}

extension Currency: SQLEncodable, SQLDecodable {
    public var sqlValue: SQLValue { .text(code) }

    public init(next row: inout Row) throws { self.init(trusted: try row.text()) }
}
