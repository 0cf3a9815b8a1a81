import Catalogue
import RESTKit
import Synchronization

/// Reads the signing keys anew when a token or a cursor names one that this instance has not met: another instance that
/// shares the keys may have made it a moment ago.
///
/// At most once a second, whatever strangers send; those who come while the keys are read wait for the same reading.
final class KeyRenewal: Sendable {
    private struct State {
        var reading: Task<Void, any Error>?
        var last: Duration?
    }

    private let read: @Sendable () async throws -> Void
    private let clock: MonotonicClock
    private let state = Mutex(State())

    private static let interval = Duration.seconds(1)

    /// - Parameter read: reads the keys and puts them to use.
    init(clock: MonotonicClock = .system, _ read: @escaping @Sendable () async throws -> Void) {
        self.clock = clock
        self.read = read
    }

    /// What `verify` says of a token, once more when it was signed by a key that is known only now.
    /// Throws what `verify` throws, and an outage when the keys could not be read.
    func knowing(_ verify: () throws(TokenError) -> TokenClaims) async throws -> TokenClaims {
        do throws(TokenError) {
            return try verify()
        } catch .unknownKey {
            try await renew()
            return try verify()
        } catch {
            throw error
        }
    }

    /// Returns when the keys are those of a second ago at the oldest. Throws when they cannot be read.
    func renew() async throws {
        let reading: Task<Void, any Error>? = state.withLock { state in
            if let reading = state.reading { return reading }
            let now = clock.now()
            if let last = state.last, now - last < Self.interval { return nil }
            state.last = now
            state.reading = Task {
                defer { self.state.withLock { $0.reading = nil } }
                try await self.read()
            }
            return state.reading
        }
        try await reading?.value
    }
}
