/// A condition on the stored row that a write depends on (an `If-Match`), checked inside the write's own transaction.
public struct Precondition<Subject: Sendable>: Sendable {
    private let demand: (@Sendable (Subject) throws -> Void)?

    /// No condition.
    public static var none: Self { Self(demand: nil) }

    /// Holds when `predicate` says so of the row as it stands; else ``CatalogueError/preconditionFailed``.
    public static func when(_ predicate: @escaping @Sendable (Subject) -> Bool) -> Self {
        .demanding { subject in
            if !predicate(subject) { throw CatalogueError.preconditionFailed }
        }
    }

    /// Holds unless `demand` throws of the row as it stands; its error is the write's.
    public static func demanding(_ demand: @escaping @Sendable (Subject) throws -> Void) -> Self {
        Self(demand: demand)
    }

    /// Whether there is anything to check: a write without a condition need not read the row first.
    public var isConditional: Bool { demand != nil }

    /// Throws what the condition throws when it does not hold.
    public func check(_ subject: Subject) throws {
        try demand?(subject)
    }
}
