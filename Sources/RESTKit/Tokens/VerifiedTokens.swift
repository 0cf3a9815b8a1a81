import Synchronization

/// Tokens that were verified before, so that a client's next request costs a look-up instead of a MAC and two JSON texts.
///
/// Kept are the exact bytes of tokens whose signature was proven, and their claims; expiry is checked every time, and
/// whether the session still lives is the caller's to ask. A forged token is never kept, so forging evicts nothing. When
/// half of `capacity` is full the older half is dropped at once. Keys that are taken out of use need a new value of this.
public final class VerifiedTokens: Sendable {
    private static let shards = 16

    private let jwt: JWT
    private let kind: TokenKind
    private let all: [Shard]

    /// `capacity`: how many tokens are kept at most, about 1 KB each.
    public init(_ jwt: JWT, kind: TokenKind, capacity: Int = 8_192) {
        self.jwt = jwt
        self.kind = kind
        let perGeneration = max(1, capacity / Self.shards / 2)
        all = (0..<Self.shards).map { _ in Shard(perGeneration: perGeneration) }
    }

    /// How many tokens are kept.
    var count: Int { all.reduce(0) { $0 + $1.count } }

    /// As ``JWT/verify(_:as:at:)`` does, which is asked when the token is not known yet.
    public func verify(_ token: String, at now: Int64) throws(TokenError) -> TokenClaims {
        let key = Key(token)
        let shard = all[Int(truncatingIfNeeded: (UInt64(truncatingIfNeeded: key.hash) &* 0x9E37_79B9_7F4A_7C15) >> 60)]
        if let claims = shard.find(key) {
            guard now < claims.expiresAt else { throw .expired(claims) }
            return claims
        }
        let claims = try jwt.verify(token, as: kind, at: now)
        shard.keep(claims, for: key)
        return claims
    }

    /// A token by its exact bytes: `String` would also find one that is merely canonically equivalent.
    private struct Key: Hashable, Sendable {
        let token: String
        /// The token's end, which is its MAC's: nobody can choose it for a token that is kept.
        let hash: Int

        init(_ token: String) {
            self.token = token
            hash = token.withBytes { bytes in
                bytes.count < 8 ? 0 : Int(truncatingIfNeeded: bytes.word(at: bytes.count - 8, UInt64.self))
            }
        }

        static func == (left: Key, right: Key) -> Bool {
            left.hash == right.hash && left.token.hasSameBytes(as: right.token)
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(hash)
        }
    }

    /// A part of the tokens under a lock of its own, in two generations.
    private final class Shard: Sendable {
        private struct Generations: Sendable {
            var young: [Key: TokenClaims] = [:]
            var old: [Key: TokenClaims] = [:]
        }

        private let perGeneration: Int
        private let generations = Mutex(Generations())

        init(perGeneration: Int) {
            self.perGeneration = perGeneration
        }

        /// A token in both generations counts once.
        var count: Int {
            generations.withLock { generations in
                generations.young.count + generations.old.keys.count { generations.young[$0] == nil }
            }
        }

        func find(_ key: Key) -> TokenClaims? {
            generations.withLock { generations in
                if let claims = generations.young[key] { return claims }
                guard let claims = generations.old[key] else { return nil }
                keep(claims, for: key, in: &generations)
                return claims
            }
        }

        func keep(_ claims: TokenClaims, for key: Key) {
            generations.withLock { keep(claims, for: key, in: &$0) }
        }

        private func keep(_ claims: TokenClaims, for key: Key, in generations: inout Generations) {
            if generations.young.count >= perGeneration {
                generations.old = generations.young
                generations.young = [:]
            }
            generations.young[key] = claims
        }
    }
}
