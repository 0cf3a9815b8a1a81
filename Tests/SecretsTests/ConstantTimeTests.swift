import Secrets
import Testing

@Suite("Comparing secrets")
struct ConstantTimeTests {
    @Test("Any differing bit counts, wherever it is")
    func differences() {
        let secret = (0..<32).map { UInt8($0) }
        #expect(ConstantTime.isEqual(secret, Array(secret)))
        #expect(!ConstantTime.isEqual(secret, secret.dropLast()))
        for bit in 0..<256 {
            var other = secret
            other[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!ConstantTime.isEqual(secret, other))
        }
    }

    /// One difference must not make up for another.
    @Test("Of two bytes, every pair that differs does")
    func pairs() {
        let secret: [UInt8] = [0x5A, 0xC3]
        let equal = (0...UInt16.max).filter { ConstantTime.isEqual(secret, [UInt8($0 >> 8), UInt8($0 & 0xFF)]) }
        #expect(equal == [0x5AC3])
    }

    @Test("Nothing is equal to a beginning of it")
    func lengths() {
        #expect(ConstantTime.isEqual([], []))
        #expect(!ConstantTime.isEqual([], [0]))
        #expect(!ConstantTime.isEqual([1, 2], [1, 2, 0]))
    }
}
