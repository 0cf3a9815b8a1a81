import SQLEngines
import TestDatabases
import Testing

@testable import Catalogue

@Suite("Files that are kept")
struct KeptFileTests {
    private static func key(_ form: String) -> ImportKey { ImportKey(form: form) { _ in [] } }

    @Test("A file of any bytes is found by its session alone, until another takes its place", arguments: TestEngine.all)
    func found(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let (ann, bob) = (try await Self.session(shop), try await Self.session(shop))
            let files = shop.catalogue.keptFiles
            let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 / 251) }
            #expect(try await files.keep(KeptFile(name: "a.csv", content: content), as: Self.key("a"), for: ann))
            let found = try #require(try await files.find(Self.key("a"), of: ann))
            #expect(found.name == "a.csv" && found.content == content)
            #expect(try await files.find(Self.key("a"), of: bob) == nil)
            #expect(try await files.keep(KeptFile(name: "b.csv", content: [0]), as: Self.key("b"), for: ann))
            #expect(try await files.find(Self.key("a"), of: ann) == nil)
            #expect(try await files.find(Self.key("b"), of: ann)?.content == [0])
            shop.time.advance(.seconds(1_800))
            #expect(try await files.find(Self.key("b"), of: ann) == nil)
        }
    }

    @Test("A file that is kept several times at once is kept once, and whole", arguments: TestEngine.all)
    func together(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let (ann, files) = (try await Self.session(shop), shop.catalogue.keptFiles)
            let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 / 251) }
            try await withThrowingTaskGroup { group in
                for _ in 0..<6 {
                    group.addTask {
                        let file = KeptFile(name: "a", content: content)
                        let isKept = try await files.keep(file, as: Self.key("a"), for: ann)
                        #expect(isKept)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await files.find(Self.key("a"), of: ann)?.content == content)
            let bob = try await Self.session(shop)
            #expect(try await !files.keep(KeptFile(name: "a", content: content), as: Self.key("a"), for: bob))
            // Once more, and it is kept for half an hour more.
            shop.time.advance(.seconds(1_000))
            #expect(try await files.keep(KeptFile(name: "a", content: content), as: Self.key("a"), for: ann))
            shop.time.advance(.seconds(1_000))
            #expect(try await files.find(Self.key("a"), of: ann)?.content == content)
        }
    }

    @Test("All together are bounded, and go with their sessions", arguments: TestEngine.all)
    func bounds(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let (files, file) = (shop.catalogue.keptFiles, KeptFile(name: "a.csv", content: [1]))
            var sessions: [LiveSession.ID] = []
            for number in 0..<KeptFiles.mostFiles {
                sessions.append(try await Self.session(shop))
                #expect(try await files.keep(file, as: Self.key("\(number)"), for: sessions[number]))
            }
            let late = try await Self.session(shop)
            #expect(try await !files.keep(file, as: Self.key("late"), for: late))
            let gone = sessions[0]
            _ = try await shop.engine.write { session in
                try await session.execute("DELETE FROM sessions WHERE id = \(gone)")
            }
            #expect(try await !files.keep(file, as: Self.key("0"), for: sessions[0]), "signed out")
            #expect(try await files.keep(file, as: Self.key("late"), for: late))
            #expect(try await files.find(Self.key("late"), of: late) != nil)
        }
    }

    /// Somebody who is signed in.
    private static func session(_ shop: TestShop) async throws -> LiveSession.ID {
        let (id, now) = (LiveSession.ID(.system), shop.time.now)
        try await shop.engine.write { session in
            let user: Int64? = try await session.value(
                """
                INSERT INTO users (email, email_key, password_hash, role, is_disabled, created_at)
                VALUES (\("\(id)"), \("\(id)"), 'x', 'editor', \(false), \(now)) RETURNING id
                """)
            try await session.execute(
                """
                INSERT INTO sessions (id, user_id, authenticated_at, expires_at, refresh_id, rotated_at)
                VALUES (\(id), \(user), \(now), \(now), 'x', \(now))
                """)
        }
        return id
    }
}
