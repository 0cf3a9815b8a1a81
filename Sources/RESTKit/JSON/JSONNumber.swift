/// A JSON number as its exact literal. Nothing here goes through a `Double`.
public struct JSONNumber: Sendable, Hashable {
    /// As it was written: `15.990`, `1e0`, `-0`.
    public let literal: String

    public init(_ integer: some FixedWidthInteger) {
        literal = String(integer)
    }

    /// nil when the text is not a number by RFC 8259 §6.
    public init?(literal: String) {
        let bytes = Array(literal.utf8)
        guard !bytes.isEmpty, NumberGrammar.end(in: bytes, from: 0) == bytes.count else { return nil }
        self.literal = literal
    }

    /// The literal is trusted to be a number.
    init(checked literal: String) {
        self.literal = literal
    }

    /// The exact value. Costs time in the literal's length, never in the value's: `1e1000000000` is cheap.
    public var decimal: ExactDecimal { ExactDecimal(literal: literal) }

    /// The value as an integer: of `7`, `7.0`, `70e-1`, but not of `7.5` or of anything outside 64 bits.
    public var integer: Int64? { decimal.integer() }
}
