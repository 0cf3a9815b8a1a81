import Synchronization
import Testing

/// Waits until `condition` holds, a minute at most. Throws then: whoever went on would wait for ever.
func eventually(
    _ location: SourceLocation = #_sourceLocation, _ condition: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + .seconds(60)
    while try await !condition() {
        guard ContinuousClock.now < end else { throw NeverHappened(location: location) }
        try await Task.sleep(for: .milliseconds(1))
    }
}

/// What a test waited for did not come.
struct NeverHappened: Error {
    let location: SourceLocation
}

/// Down until it is raised.
final class Flag: Sendable {
    private let state = Atomic(false)

    var isSet: Bool { state.load(ordering: .sequentiallyConsistent) }

    func set() { state.store(true, ordering: .sequentiallyConsistent) }
}
