import Catalogue
import RESTKit

/// The signing keys of an installation, the one that signs first.
struct KeyList: Sendable, Equatable {
    /// Never empty.
    let secrets: [SigningSecret]
    /// The ids of keys that are gone: a database from before a rotation is known by them.
    let past: [String]

    /// The ids of all keys, those that are gone among them.
    var ids: [String] { secrets.map(\.id) + past }

    /// Throws ``KeysRefused`` when there is none.
    init(_ secrets: [SigningSecret], past: [String] = []) throws(KeysRefused) {
        guard !secrets.isEmpty else { throw KeysRefused("There is no signing key.") }
        self.secrets = secrets
        self.past = past
    }

    /// The keys as the database keeps them.
    init(_ shared: [SharedKey]) throws(KeysRefused) {
        var secrets: [SigningSecret] = []
        for key in shared {
            guard let bytes = Hexadecimal.bytes(key.secret[...]) else {
                throw KeysRefused("The signing key \(key.id) in the database is damaged. Bring it back from a backup.")
            }
            secrets.append(try SigningSecret(bytes, since: key.since))
        }
        try self.init(secrets)
    }

    /// The keys as the database keeps them. The ids of those that are gone it remembers by itself.
    var shared: [SharedKey] {
        secrets.map { SharedKey(id: $0.id, secret: Hexadecimal.text($0.bytes), since: $0.since) }
    }

    /// The keys that sign and verify at `now`, in seconds since 1970. `signer` is the id of the one that signs, where it
    /// is not the latest yet.
    func ring(at now: Int64, signedBy signer: String? = nil) throws(KeysRefused) -> KeyRing {
        var keys: [KeyRing.Key] = []
        for secret in verifying(at: now) { keys.append(try secret.key()) }
        let current = keys.remove(at: keys.firstIndex { $0.id == signer } ?? 0)
        do {
            return try KeyRing(current: current, others: keys)
        } catch {
            throw KeysRefused("The signing keys cannot be used: \(error).")
        }
    }

    /// The list with a new key at its head; those are gone that signed nothing which is still good.
    func rotated(to new: SigningSecret) throws(KeysRefused) -> KeyList {
        let kept = try KeyList([new] + secrets).verifying(at: new.since)
        let gone = secrets.filter { !kept.contains($0) }
        return try KeyList(Array(kept), past: gone.map(\.id) + past)
    }

    /// The key that signs, and those whose last token is not past: a session outlives its login by seven days at most.
    private func verifying(at now: Int64) -> [SigningSecret] {
        secrets.indices.filter { index in
            index == 0 || now - secrets[index - 1].since <= LiveSession.lifetime.components.seconds
        }.map { secrets[$0] }
    }
}
