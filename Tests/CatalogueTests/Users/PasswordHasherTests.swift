import Testing

@testable import Catalogue

@Suite("Password hashes")
struct PasswordHasherTests {
    @Test("A hash is a PHC string of argon2id at the standard cost, and matches its password only")
    func standard() async throws {
        let hasher = PasswordHasher(settings: AccountSettings(), random: .system)
        let stored = try await hasher.hash(Password("correct horse"))
        #expect(stored.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(try await hasher.verify("correct horse", against: stored))
        #expect(try await !hasher.verify("correct horsf", against: stored))
        #expect(try await !hasher.verify("correct horse\u{0}", against: stored))
    }

    /// Vectors of argon2's reference implementation (test.c).
    @Test("Hashes of others are verified, whatever their cost")
    func foreign() async throws {
        for (memory, hash) in [
            (256, "nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"),
            (65_536, "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"),
        ] {
            let stored = "$argon2id$v=19$m=\(memory),t=2,p=1$c29tZXNhbHQ$\(hash)"
            let hasher = PasswordHasher(settings: AccountSettings(), random: .system)
            #expect(try await hasher.verify("password", against: stored))
            #expect(try await !hasher.verify("passwore", against: stored))
        }
    }

    @Test("Not one of thousands of wrong passwords matches")
    func wrong() async throws {
        let hasher = PasswordHasher(
            settings: AccountSettings(passwordCost: try PasswordCost(memory: 8, passes: 1, lanes: 1)), random: .system)
        let stored = try await hasher.hash(Password("correct horse"))
        for number in 0..<4096 {
            #expect(try await !hasher.verify("correct horse \(number)", against: stored))
        }
        #expect(try await hasher.verify("correct horse", against: stored))
    }

    @Test("Every hash has a salt of its own")
    func salts() async throws {
        let hasher = try cheap()
        let password = try Password("correct horse")
        #expect(try await hasher.hash(password) != hasher.hash(password))
    }

    @Test("Nobody's password and an over-long one cost one hash at full cost, as a wrong one does")
    func oneHashEach() async throws {
        let hasher = try cheap()
        let stored = try await hasher.hash(Password("correct horse"))
        let attempts: [(String, String?)] = [
            ("wrong", stored), ("correct horse", nil), (String(repeating: "x", count: 10_000), stored),
            (String(repeating: "x", count: 10_000), nil), ("", nil),
        ]
        for (raw, against) in attempts {
            let before = hasher.load.finished
            #expect(try await !hasher.verify(raw, against: against))
            #expect(hasher.load.finished == before + 1)
        }
    }

    @Test("The hash that nobody has is well formed at every cost, so that it costs what a real one does")
    func decoy() async throws {
        for passes: UInt32 in 1...3 {
            let cost = try PasswordCost(memory: 64, passes: passes, lanes: 2)
            let hasher = PasswordHasher(settings: AccountSettings(passwordCost: cost), random: .system)
            #expect(try await !hasher.verify("anything", against: nil))
        }
    }

    @Test("A hash made at another cost is made again")
    func rehash() async throws {
        let old = try await cheap(passes: 1).hash(Password("correct horse"))
        #expect(try cheap(passes: 2).needsRehash(old))
        #expect(try !cheap(passes: 1).needsRehash(old))
        #expect(try await cheap(passes: 2).verify("correct horse", against: old))
    }

    @Test("A stored text that is no hash, or is not spelt as one, is a fault, not a wrong password")
    func damaged() async throws {
        let stored = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
        let misspelt: [(String, String)] = [
            ("m=256", "m=+256"), ("v=19", "v=18"), ("argon2id", "argon2i"), ("p=1", "p=0"), ("c29tZXNhbHQ", "c29t"),
            ("c29tZXNhbHQ", "c29t*XNhbHQ"), ("Gi/4", "Gi/5"), ("Gi/4", "Gi/4="), ("Gi/4", "Gi/4$"),
        ]
        let changed = misspelt.map { stored.replacing($0, with: $1) }
        for stored in changed + ["", "$argon2id$nonsense", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$"] {
            await #expect(throws: PasswordHashFault.self, "\(stored)") {
                try await cheap().verify("x", against: stored)
            }
        }
    }

    @Test("A cost that argon2 cannot do is refused")
    func costs() {
        #expect(throws: ValueError.self) { try PasswordCost(memory: 7, passes: 1, lanes: 1) }
        #expect(throws: ValueError.self) { try PasswordCost(memory: 64, passes: 0, lanes: 1) }
        #expect(throws: ValueError.self) { try PasswordCost(memory: 64, passes: 1, lanes: 0) }
    }

    private func cheap(passes: UInt32 = 1) throws -> PasswordHasher {
        PasswordHasher(settings: try AccountWorld.settings(passes: passes), random: .system)
    }
}
