import CArgon2

/// Turns passwords into argon2id hashes (RFC 9106) in PHC strings, and checks them, at most one per core at a time.
public struct PasswordHasher: Sendable {
    private let cost: PasswordCost
    private let random: SecureRandom
    private let queue: HashQueue

    private static let saltLength = 16
    private static let hashLength = 32

    init(settings: AccountSettings, random: SecureRandom) {
        cost = settings.passwordCost
        self.random = random
        queue = HashQueue(parallelism: settings.hashParallelism, limit: settings.hashQueueLimit)
    }

    /// How many hashes run and wait right now, for metrics.
    public var load: HashLoad { queue.load }

    /// A new hash with a fresh salt. Throws ``CatalogueError/overloaded(retryAfter:)``.
    func hash(_ password: Password) async throws -> String {
        let salt = random.bytes(Self.saltLength)
        return try await queue.run { [cost] in try Self.encode(password.text, salt: salt, cost: cost) }
    }

    /// Whether `raw` is the password of `stored`. Always computes exactly one hash: for nobody (nil) and for a text too
    /// long to be a password it is one that nothing matches, so that time tells none of them apart.
    func verify(_ raw: String, against stored: String?) async throws -> Bool {
        let password = Password.normalized(raw)
        let encoded = stored ?? decoy
        let isMatch = try await queue.run { try Self.matches(password ?? "", encoded) }
        return isMatch && password != nil && stored != nil
    }

    /// Whether `stored` was made with another cost than new hashes are.
    func needsRehash(_ stored: String) -> Bool { !stored.hasPrefix(cost.prefix) }

    /// The hash of no known password, at the current cost.
    private var decoy: String {
        cost.prefix + "c291ay1kZWNveS1zYWx0IQ$" + "bm9ib2R5J3MgcGFzc3dvcmQgaGFzaGVzIHRvIHRoaXM"
    }

    private static func encode(_ password: String, salt: [UInt8], cost: PasswordCost) throws -> String {
        let length = argon2_encodedlen(
            cost.passes, cost.memory, cost.lanes, UInt32(salt.count), UInt32(hashLength), Argon2_id)
        var encoded = [CChar](repeating: 0, count: length)
        let bytes = Array(password.utf8)
        try check(
            argon2id_hash_encoded(
                cost.passes, cost.memory, cost.lanes, bytes, bytes.count, salt, salt.count, hashLength, &encoded,
                length))
        return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func matches(_ password: String, _ encoded: String) throws -> Bool {
        let bytes = Array(password.utf8)
        let code = argon2id_verify(encoded, bytes, bytes.count)
        if code == ARGON2_VERIFY_MISMATCH.rawValue { return false }
        try check(code)
        return true
    }

    private static func check(_ code: Int32) throws {
        guard code == ARGON2_OK.rawValue else { throw PasswordHashFault(code: code) }
    }
}

/// argon2 could not compute a hash: no memory, or a stored hash that is none. An outage, not the caller's fault.
public struct PasswordHashFault: Error, Sendable, Equatable {
    /// One of `Argon2_ErrorCodes`.
    public let code: Int32
}
