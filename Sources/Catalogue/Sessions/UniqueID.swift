public import SQLEngines

/// A random 128-bit id that nobody can guess and that cannot be taken for another kind's; 32 lower-case hexadecimal
/// digits as text and in the database.
public struct UniqueID<Owner>: Sendable, Hashable {
    private let high: UInt64
    private let low: UInt64

    /// A new one.
    public init(_ random: SecureRandom) {
        high = random.word()
        low = random.word()
    }

    /// Reads the canonical text, and nothing else: exactly 32 digits, none in upper case.
    public init?(_ text: String) {
        var text = text
        guard let words = text.withUTF8(Self.words) else { return nil }
        (high, low) = words
    }

    private static func words(_ digits: UnsafeBufferPointer<UInt8>) -> (high: UInt64, low: UInt64)? {
        guard digits.count == 32, let high = word(digits[..<16]), let low = word(digits[16...]) else { return nil }
        return (high, low)
    }

    private static func word(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64? {
        var word: UInt64 = 0
        for byte in digits {
            guard let digit = digit(byte) else { return nil }
            word = word << 4 | digit
        }
        return word
    }

    private static func digit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case 0x30...0x39: UInt64(byte - 0x30)
        case 0x61...0x66: UInt64(byte - 0x61 + 10)
        default: nil
        }
    }
}

extension UniqueID: CustomStringConvertible {
    public var description: String {
        String(unsafeUninitializedCapacity: 32) { buffer in
            for index in 0..<32 {
                let word = index < 16 ? high : low
                let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - index % 16 * 4)) & 0xF
                buffer[index] = digit < 10 ? 0x30 + digit : 0x61 + digit - 10
            }
            return 32
        }
    }
}

extension UniqueID: SQLEncodable, SQLDecodable {
    public var sqlValue: SQLValue { .text(description) }

    public init(next row: inout Row) throws {
        let column = row.column
        guard let id = Self(try row.text()) else { throw DecodingFault(column: column, wanted: "128-bit id") }
        self = id
    }
}
