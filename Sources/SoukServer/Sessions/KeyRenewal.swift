import Catalogue
import RESTKit
import Synchronization

/// Reads the signing keys anew where other instances may change them, and puts them to use: when one of them says so, and
/// when a token or a cursor names a key that this instance has not met.
///
/// New keys verify at once, and sign only when every instance has been waited for (``Instances/longestWait``). So whoever
/// meets a token of a new key and has read the keys within the last second knows that key, if it is one; and strangers
/// cannot make an instance read more often than that. Readings run one after another.
final class KeyRenewal: Sendable {
    private struct State {
        var reading: Task<Void, any Error>?
        /// When the last reading began that has not failed.
        var begun: Duration?
    }

    private let keys: SigningKeys?
    private let clock: MonotonicClock
    private let use: @Sendable (KeyRing) -> Void
    private let state = Mutex(State())

    /// Less than ``Instances/longestWait``.
    private static let interval = Duration.seconds(1)

    /// - Parameters:
    ///   - keys: nil where nobody else can change them.
    ///   - use: lets tokens and cursors be signed and verified with these from now on.
    init(keys: SigningKeys?, clock: MonotonicClock = .system, use: @escaping @Sendable (KeyRing) -> Void) {
        self.keys = keys
        self.clock = clock
        self.use = use
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
        let reading = state.withLock { state in
            if let begun = state.begun, clock.now() - begun < Self.interval { return state.reading }
            return begin(&state)
        }
        try await reading?.value
    }

    /// Reads the keys, whenever that was done last. Throws when they cannot be read.
    func readNow() async throws {
        try await state.withLock { begin(&$0) }.value
    }

    private func begin(_ state: inout State) -> Task<Void, any Error> {
        let earlier = state.reading
        let reading = Task {
            _ = await earlier?.result
            do { try await read() } catch {
                self.state.withLock { $0.begun = nil }
                throw error
            }
        }
        (state.reading, state.begun) = (reading, clock.now())
        return reading
    }

    private func read() async throws {
        guard let keys, let ring = try await keys.readAnew() else { return }
        use(ring)
        let latest = keys.latest
        Task {
            try await clock.sleep(Instances.longestWait)
            if let settled = try keys.settle(latest) { use(settled) }
        }
    }
}
