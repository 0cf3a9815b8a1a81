/// What a list is ordered by; ties go by id in the same direction.
public struct Sort<Key: Sendable & Hashable>: Sendable, Hashable {
    public let key: Key
    public let descending: Bool

    public init(by key: Key, descending: Bool = false) {
        self.key = key
        self.descending = descending
    }
}
