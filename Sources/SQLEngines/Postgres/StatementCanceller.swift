import CPostgres

/// Asks the server to stop what a connection is doing. A request that comes too late does no harm there.
final class StatementCanceller: Sendable {
    /// Unsafe to the compiler alone: libpq says that a `PGcancel` may be used on any thread, and only its last owner frees it.
    private nonisolated(unsafe) let handle: OpaquePointer

    /// nil when the connection is gone.
    init?(_ connection: OpaquePointer) {
        guard let handle = PQgetCancel(connection) else { return nil }
        self.handle = handle
    }

    deinit { PQfreeCancel(handle) }

    /// Makes a connection of its own for the request, and waits for it: for a thread that may.
    func cancel() {
        var words = [CChar](repeating: 0, count: 256)
        PQcancel(handle, &words, Int32(words.count))
    }
}
