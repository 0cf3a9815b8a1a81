/// A condition on the stored row that a write depends on (an `If-Match`), checked inside the write's own transaction.
public struct Precondition<Subject: Sendable>: Sendable {
    private let holds: (@Sendable (Subject) -> Bool)?

    /// No condition.
    public static var none: Self { Self(holds: nil) }

    /// Holds when `predicate` says so of the row as it stands.
    public static func when(_ predicate: @escaping @Sendable (Subject) -> Bool) -> Self { Self(holds: predicate) }

    /// Whether there is anything to check: a write without a condition need not read the row first.
    public var isConditional: Bool { holds != nil }

    /// Throws ``CatalogueError/preconditionFailed`` when the condition does not hold.
    public func check(_ subject: Subject) throws {
        if let holds, !holds(subject) { throw CatalogueError.preconditionFailed }
    }
}
