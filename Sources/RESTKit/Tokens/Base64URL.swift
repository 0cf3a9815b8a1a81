/// Base64 with the URL alphabet and without padding (RFC 4648 §5, RFC 7515 §2), in its one canonical spelling.
enum Base64URL {
    private static let alphabet: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    private static let invalid: UInt8 = 0xFF
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: invalid, count: 256)
        for value in 0..<64 { values[Int(alphabet.utf8Start[value])] = UInt8(value) }
        return values
    }()

    /// `bytes` as text: four characters for three bytes, the rest in two or three.
    static func encode(_ bytes: some Collection<UInt8>) -> String {
        let bytes = Array(bytes)
        return String(unsafeUninitializedCapacity: length(of: bytes.count)) { text in
            bytes.withUnsafeBytes { write($0, to: text) }
            return length(of: bytes.count)
        }
    }

    /// How many characters spell so many bytes.
    static func length(of bytes: Int) -> Int { (bytes * 4 + 2) / 3 }

    /// Writes ``length(of:)`` characters.
    static func write(_ bytes: UnsafeRawBufferPointer, to text: UnsafeMutableBufferPointer<UInt8>) {
        var (read, written) = (0, 0)
        func put(_ length: Int, of bits: UInt32) {
            for place in 0..<length { text[written + place] = character(bits >> UInt32(18 - place * 6)) }
            written += length
        }
        while bytes.count - read >= 3 {
            put(4, of: UInt32(bytes[read]) << 16 | UInt32(bytes[read + 1]) << 8 | UInt32(bytes[read + 2]))
            read += 3
        }
        switch bytes.count - read {
        case 2: put(3, of: UInt32(bytes[read]) << 16 | UInt32(bytes[read + 1]) << 8)
        case 1: put(2, of: UInt32(bytes[read]) << 16)
        default: break
        }
    }

    /// Of a number's last six bits.
    private static func character(_ number: UInt32) -> UInt8 { alphabet.utf8Start[Int(number & 0x3F)] }

    /// The bytes that `text` spells; nil for padding, foreign characters, an impossible length, or trailing bits that
    /// are not zero: two texts never give the same bytes (RFC 4648 §3.5).
    static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 3 / 4)
        var pending: UInt32 = 0
        var bits: UInt32 = 0
        for character in text {
            let value = values[Int(character)]
            guard value != invalid else { return nil }
            pending = pending << 6 | UInt32(value)
            bits += 6
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: pending >> bits))
        }
        return pending & (1 << bits - 1) == 0 ? bytes : nil
    }
}
