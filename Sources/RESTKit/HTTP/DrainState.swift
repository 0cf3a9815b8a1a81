import Synchronization

/// Whether the program is on its way out. The server turns it on when it is told to stop, before it closes anything;
/// whoever answers `/readyz` reads it. It never turns off again.
public final class DrainState: Sendable {
    private let draining = Atomic(false)

    public init() {}

    public var isDraining: Bool { draining.load(ordering: .relaxed) }

    func begin() {
        draining.store(true, ordering: .relaxed)
    }
}
