/// What one argon2id hash costs (RFC 9106). More is stronger and slower.
public struct PasswordCost: Sendable, Hashable {
    /// Memory in KiB, at least 8 per lane.
    public let memory: UInt32
    /// Passes over the memory, at least 1.
    public let passes: UInt32
    /// Lanes, at least 1.
    public let lanes: UInt32

    /// Throws a ``ValueError`` for what argon2 itself cannot do.
    public init(memory: UInt32, passes: UInt32, lanes: UInt32) throws(ValueError) {
        guard (1...255).contains(lanes) else { throw ValueError("range", "must be 1 to 255 lanes") }
        guard (1...1000).contains(passes) else { throw ValueError("range", "must be 1 to 1000 passes") }
        guard (8 * lanes...4_194_304).contains(memory) else {
            throw ValueError("range", "must be 8 KiB a lane to 4 GiB of memory")
        }
        self.init(checkedMemory: memory, passes: passes, lanes: lanes)
    }

    private init(checkedMemory memory: UInt32, passes: UInt32, lanes: UInt32) {
        self.memory = memory
        self.passes = passes
        self.lanes = lanes
    }

    /// OWASP's recommendation: 19 MiB, 2 passes, 1 lane.
    public static let standard = Self(checkedMemory: 19_456, passes: 2, lanes: 1)

    /// How a PHC string of this cost begins.
    var prefix: String { "$argon2id$v=19$m=\(memory),t=\(passes),p=\(lanes)$" }
}
