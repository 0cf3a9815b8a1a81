import CArgon2
import Secrets

/// Turns passwords into argon2id hashes (RFC 9106) in PHC strings, and checks them, at most one per core at a time.
public struct PasswordHasher: Sendable {
    private let cost: PasswordCost
    private let random: SecureRandom
    let queue: HashQueue

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
        let hash = try compute(password, salt: salt, length: hashLength, cost: cost)
        return PHCString(cost: cost, salt: salt, hash: hash).text
    }

    private static func matches(_ password: String, _ encoded: String) throws -> Bool {
        guard let stored = PHCString(encoded) else {
            throw PasswordHashFault(code: ARGON2_DECODING_FAIL.rawValue)
        }
        let hash = try compute(password, salt: stored.salt, length: stored.hash.count, cost: stored.cost)
        return ConstantTime.isEqual(hash, stored.hash)
    }

    private static func compute(_ password: String, salt: [UInt8], length: Int, cost: PasswordCost) throws -> [UInt8] {
        var (password, salt, hash) = (Array(password.utf8), salt, [UInt8](repeating: 0, count: length))
        let code = password.withUnsafeMutableBufferPointer { password in
            salt.withUnsafeMutableBufferPointer { salt in
                hash.withUnsafeMutableBufferPointer { hash in
                    var context = argon2_context()
                    (context.out, context.outlen) = (hash.baseAddress, UInt32(hash.count))
                    (context.pwd, context.pwdlen) = (password.baseAddress, UInt32(password.count))
                    (context.salt, context.saltlen) = (salt.baseAddress, UInt32(salt.count))
                    (context.m_cost, context.t_cost) = (cost.memory, cost.passes)
                    // One thread, whatever the lanes: the hash is the same, and none is left behind that cannot be started.
                    (context.lanes, context.threads) = (cost.lanes, 1)
                    context.version = ARGON2_VERSION_13.rawValue
                    context.allocate_cbk = { HashMemory.allocate($0, $1) }
                    context.free_cbk = { HashMemory.free($0, $1) }
                    return argon2_ctx(&context, Argon2_id)
                }
            }
        }
        guard code == ARGON2_OK.rawValue else { throw PasswordHashFault(code: code) }
        return hash
    }
}

/// argon2 could not compute a hash: no memory, or a stored hash that is none. An outage, not the caller's fault.
public struct PasswordHashFault: Error, Sendable, Equatable {
    /// One of `Argon2_ErrorCodes`.
    public let code: Int32
}
