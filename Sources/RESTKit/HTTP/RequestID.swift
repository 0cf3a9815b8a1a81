/// The names that requests go by in answers, logs and problems.
struct RequestID {
    private var state: (UInt64, UInt64)

    init(randomness: some RandomNumberGenerator) {
        var randomness = randomness
        state = (randomness.next(), randomness.next() | 1)
    }

    /// Whether a client's own may be used: `[A-Za-z0-9._-]{1,128}`.
    static func isUsable(_ text: UnsafeRawBufferPointer) -> Bool {
        guard (1...128).contains(text.count) else { return false }
        return text.allSatisfy {
            $0.isLetter || $0.isDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
        }
    }

    /// 26 characters of RFC 4648's base32 in lower case, 128 bits that are unlikely to come again. They are a name, not
    /// a secret: xorshift128+ of a random seed makes them.
    mutating func next() -> String {
        let bits = UInt128(step()) << 64 | UInt128(step())
        return String(unsafeUninitializedCapacity: 26) { text in
            for index in 0..<26 {
                let digit = UInt8(truncatingIfNeeded: bits >> UInt128(index * 5)) & 31
                text[index] = digit < 26 ? digit + UInt8(ascii: "a") : digit - 26 + UInt8(ascii: "2")
            }
            return 26
        }
    }

    private mutating func step() -> UInt64 {
        var first = state.0
        let second = state.1
        state.0 = second
        first ^= first << 23
        state.1 = first ^ second ^ (first >> 18) ^ (second >> 5)
        return state.1 &+ second
    }
}
