/// Whether the writes of a group run in savepoints: only for a while after one had to be undone.
///
/// A savepoint for each costs a seventh of the processor time of many small writes; to run a group again, without it, costs all
/// of that group's. Refusals that come often therefore cost what savepoints do, and at most one group in ``watched`` writes.
struct Savepoints {
    /// How many writes after one that had to be undone run in savepoints.
    static let watched = 1024

    private var left = 0

    var areNeeded: Bool { left > 0 }

    /// A write had to be undone and took its group with it.
    mutating func need() { left = Self.watched }

    /// A write has run.
    mutating func passed() { left = max(0, left - 1) }
}
