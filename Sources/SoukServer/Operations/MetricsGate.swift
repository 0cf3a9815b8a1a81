import RESTKit
import Secrets

/// Who may read the metrics. To everybody else the page is not there (404), so that it cannot be found by trying.
struct MetricsGate: Sendable {
    let policy: AccessPolicy
    /// nil: nobody may under the guarded policy.
    let token: String?

    /// Throws `not_found`.
    func check(_ head: RequestHead) throws(Problem) {
        if policy == .open, Self.isLoopback(head.remoteAddress) { return }
        guard let token, let given = try? head.bearerToken, ConstantTime.isEqual(given.utf8, token.utf8) else {
            throw .notFound
        }
    }

    private static func isLoopback(_ text: String) -> Bool {
        guard let address = IPAddress(text) else { return false }
        return AddressRange.loopback.contains { $0.contains(address) }
    }
}
