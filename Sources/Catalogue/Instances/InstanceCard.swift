/// What a process shows the others that serve the same database.
public struct InstanceCard: Sendable, Equatable {
    /// The ids of the signing keys that it knows, the one that signs first.
    public let keyIDs: [String]
    /// What should be alike on all of them, as one line for people.
    public let settings: String

    public init(keyIDs: [String], settings: String) {
        self.keyIDs = keyIDs
        self.settings = settings
    }

    /// Whether each verifies what the other signs.
    public func shares(keysWith other: InstanceCard) -> Bool {
        let mine = keyIDs.first.map(other.keyIDs.contains) ?? false
        let theirs = other.keyIDs.first.map(keyIDs.contains) ?? false
        return mine && theirs
    }
}
