import Secrets

/// A signing key as an operator writes it.
struct TokenKey: Sendable, Unprinted {
    let text: String
    /// At least 32.
    let bytes: [UInt8]

    /// nil when the text is not pairs of hexadecimal digits, or the key is shorter than 256 bits (RFC 7518 §3.2).
    init?(_ text: String) {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == text.count, digits.count >= 64, digits.count.isMultiple(of: 2) else { return nil }
        self.text = text
        bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
