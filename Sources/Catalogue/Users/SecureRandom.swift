/// Where salts, session ids and refresh ids come from. Passed in; in production always ``system``.
public struct SecureRandom: Sendable {
    private let next: @Sendable () -> UInt64

    /// `next` gives 64 bits that nobody can foretell.
    public init(_ next: @escaping @Sendable () -> UInt64) {
        self.next = next
    }

    /// The operating system's cryptographic generator (`getrandom(2)`).
    public static let system = Self {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }

    /// The next 64 bits.
    public func word() -> UInt64 { next() }

    /// `count` fresh bytes.
    public func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            withUnsafeBytes(of: next()) { word in bytes.append(contentsOf: word.prefix(count - bytes.count)) }
        }
        return bytes
    }
}
