import RESTKit
import SoukServer
import Synchronization

/// What an operator does with the signing keys.
struct KeyAdministration: Sendable {
    let keys: SigningKeys
    /// Lets whoever serves sign with these from now on.
    let use: @Sendable (KeyRing) -> Void
    /// Held while the keys there are are handed to who serves: of rotations at once the last word is the latest key.
    private static let handover = Mutex(())

    func rotate() async throws -> [String] {
        _ = try await keys.rotate()
        let ring = try Self.handover.withLock { _ in
            let ring = try keys.ring()
            use(ring)
            return ring
        }
        return ["Key \(ring.current.id) signs from now on. The older ones still verify; nobody is logged out."]
    }

    func list() throws -> [String] {
        let ids = try keys.ring().ids
        let rows = ids.enumerated().map { place, id in [id, place == 0 ? "signs" : "verifies"] }
        return [TextTable.aligned([["key", "use"]] + rows)]
    }
}
