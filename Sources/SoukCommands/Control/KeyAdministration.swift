import RESTKit
import SoukServer

/// What an operator does with the signing keys.
struct KeyAdministration: Sendable {
    let keys: SigningKeys
    /// Lets whoever serves sign with these from now on.
    let use: @Sendable (KeyRing) -> Void

    func rotate() async throws -> [String] {
        let ring = try await keys.rotate()
        use(ring)
        return ["Key \(ring.current.id) signs from now on. The older ones still verify; nobody is logged out."]
    }

    func list() throws -> [String] {
        let ids = try keys.ring().ids
        let rows = ids.enumerated().map { place, id in [id, place == 0 ? "signs" : "verifies"] }
        return [TextTable.aligned([["key", "use"]] + rows)]
    }
}
