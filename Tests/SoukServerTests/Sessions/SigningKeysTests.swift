import Catalogue
import Foundation
import RESTKit
import SQLEngines
import Testing

@testable import SoukServer

@Suite("Signing keys")
struct SigningKeysTests {
    private let secret = [UInt8](repeating: 1, count: 32)

    @Test("The first start makes a key of 256 bits in a file for its owner alone; the next finds it")
    func firstStart() async throws {
        try await SessionWorld.run { world in
            try await inFolder { path in
                let first = try await open(path, world).ring()
                #expect(try permissions(of: path) == 0o600)
                let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
                let keys = lines.filter { $0.hasPrefix("key ") }.map { $0.split(separator: " ")[1].count }
                #expect(keys == [64])
                #expect(try await open(path, world).ring().current.id == first.current.id)
                let folder = String(path.dropLast("/souk.keys".count))
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["souk.keys"])
            }
        }
    }

    @Test("Where another start has made the file meanwhile, its key is taken")
    func race() async throws {
        try await inFolder { path in
            let file = KeyFile(path: path)
            let first = try file.create(KeyList([SigningSecret(random: .system, since: 0)]))
            let second = try file.create(KeyList([SigningSecret(random: .system, since: 0)]))
            #expect(first == second)
        }
    }

    @Test("A key file that others may use is refused", arguments: [0o640, 0o604, 0o660, 0o601])
    func permissions(_ mode: Int) async throws {
        try await SessionWorld.run { world in
            try await inFolder { path in
                _ = try await open(path, world)
                try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
                try await expectRefusal("chmod 600") { try await open(path, world) }
            }
        }
    }

    @Test(
        "A file that holds no keys is refused, with the line that is wrong",
        arguments: [
            ("", "no signing key in /"), ("key zz 1", "Line 1"),
            ("# x\nkey \(String(repeating: "a", count: 64))", "Line 2"),
            ("key \(String(repeating: "a", count: 62)) 1", "256 bits"), ("door", "Line 1"),
        ])
    func malformed(_ content: String, _ word: String) async throws {
        try await SessionWorld.run { world in
            try await inFolder { path in
                try write(Data(content.utf8), to: path)
                try await expectRefusal(word) { try await open(path, world) }
            }
        }
    }

    @Test("What is no file is refused at once")
    func pipe() async throws {
        try await SessionWorld.run { world in
            try await inFolder { path in
                #expect(mkfifo(path, 0o600) == 0)
                try await expectRefusal("is not a file") { try await open(path, world) }
            }
        }
    }

    @Test("A configured key that is short is refused, and so is none")
    func short() async throws {
        try await SessionWorld.run { world in
            for keys in [[Array(secret.dropLast())], [], [secret, []]] {
                try await expectRefusal("key") { try await open(.given(keys), world) }
            }
            let keys = try await open(.given([secret]), world)
            #expect(try keys.ring().current.id.count == 16)
        }
    }

    @Test("An instance with another key than the database knows is refused, and leaves no key file behind")
    func strange() async throws {
        try await SessionWorld.run { world in
            try await inFolder { path in
                _ = try await open(path, world)
                let known = try Data(contentsOf: URL(filePath: path))
                try FileManager.default.removeItem(atPath: path)
                try await expectRefusal("Bring it back from your copy") { try await open(path, world) }
                #expect(!FileManager.default.fileExists(atPath: path))
                try await expectRefusal("another signing key") { try await open(.given([secret]), world) }
                let adopted = try await SigningKeys.adopt(
                    .file(path: path), for: world.catalogue.keys, clock: world.clock.wallClock)
                #expect(try await open(path, world).ring().current.id == adopted.ring().current.id)
                try write(known, to: path)
                try await expectRefusal("another signing key") { try await open(path, world) }
            }
        }
    }

    @Test("A rotation logs nobody out: old tokens count until the last of them is past, new ones have the new key")
    func rotation() async throws {
        try await SessionWorld.run { world in
            try await inFolder { path in
                try await world.user()
                let keys = try await open(path, world)
                world.tokens.use(try keys.ring())
                let old = try await world.pair()
                world.tokens.use(try await keys.rotate())
                let new = try await world.pair()
                #expect(old.access.prefix { $0 != "." } != new.access.prefix { $0 != "." })
                #expect(await world.get("/mine", old.access).status == 204)
                #expect(await world.get("/mine", new.access).status == 204)
                let restarted = try world.restarted(try await open(path, world).ring())
                #expect(await restarted.get("/mine", old.access).status == 204)
                world.clock.move(by: .seconds(7 * 86_400 - 1))
                let late = try world.restarted(try await open(path, world).ring())
                #expect(await late.refresh(old.refresh).status == 200)
                #expect(try permissions(of: path) == 0o600)
            }
        }
    }

    @Test("After seven days an old key verifies nothing, and the next rotation forgets its secret but not its name")
    func forgetting() async throws {
        try await SessionWorld.run { world in
            try await inFolder { path in
                let keys = try await open(path, world)
                let first = try keys.ring().current.id
                _ = try await keys.rotate()
                world.clock.move(by: .seconds(7 * 86_400 + 1))
                _ = try await keys.rotate()
                let list = try #require(try KeyFile(path: path).read())
                #expect(list.secrets.count == 2)
                #expect(list.past == [first])
                // A backup of the database from before the rotations still starts with today's file.
                try await SessionWorld.run { older in
                    try await older.catalogue.keys.recognize(current: first, among: [first])
                    _ = try await open(path, older)
                }
            }
        }
    }

    @Test("A key file of somebody else's is refused where anybody may put one", .enabled(if: geteuid() == 0))
    func planted() async throws {
        try await SessionWorld.run { world in
            try await inFolder { path in
                _ = try await open(path, world)
                #expect(chown(path, 12_345, 12_345) == 0)
                _ = try await open(path, world)
                #expect(chmod(URL(filePath: path).deletingLastPathComponent().path, 0o777) == 0)
                try await expectRefusal("somebody else's") { try await open(path, world) }
            }
        }
    }

    @Test("Keys are carried to where a file has all of them, and to no other")
    func carried() async throws {
        try await SessionWorld.run { world in
            try await inFolder { path in
                let database = URL(filePath: path).deletingLastPathComponent().path + "/shop.sqlite"
                guard case .file(let file) = KeySource.beside(database: database) else { return }
                let keys = try await open(file, world)
                let before = try KeyTransfer.keys(beside: database)
                _ = try await keys.rotate()
                let after = try KeyTransfer.keys(beside: database)
                #expect(try !KeyTransfer.write(after, beside: database))
                #expect(throws: KeysRefused.self) { try KeyTransfer.write(before, beside: database) }
                try FileManager.default.removeItem(atPath: file)
                #expect(try KeyTransfer.write([after[0]], beside: database))
                #expect(throws: KeysRefused.self) { try KeyTransfer.write(after, beside: database) }
            }
        }
    }

    @Test("Of rotations at once each goes on from the one before, and memory, file and database agree")
    func together() async throws {
        try await SessionWorld.run { world in
            try await inFolder { path in
                let keys = try await open(path, world)
                try await withThrowingTaskGroup { group in
                    for _ in 0..<8 { group.addTask { _ = try await keys.rotate() } }
                    try await group.waitForAll()
                }
                #expect(try KeyFile(path: path).read()?.secrets.count == 9)
                #expect(try await open(path, world).ring().current.id == keys.ring().current.id)
                let names = try FileManager.default.contentsOfDirectory(
                    atPath: URL(filePath: path).deletingLastPathComponent().path)
                #expect(!names.contains { $0.hasSuffix(".new") })
            }
        }
    }

    @Test("Configured keys rotate by configuration, the old one beside the new one")
    func configured() async throws {
        try await SessionWorld.run { world in
            let keys = try await open(.given([secret]), world)
            try await expectRefusal("configuration") { try await keys.rotate() }
            try await world.user()
            world.tokens.use(try keys.ring())
            let pair = try await world.pair()
            let new = [UInt8](repeating: 2, count: 32)
            let both = try world.restarted(try await open(.given([new, secret]), world).ring())
            #expect(await both.get("/mine", pair.access).status == 204)
            try await expectRefusal("another signing key") { try await open(.given([secret]), world) }
        }
    }

    @Test(
        "The key file lies beside the database",
        arguments: [("data/souk.sqlite", "data/souk.keys"), ("x", "souk.keys"), ("/x", "/souk.keys")])
    func beside(_ database: String, _ expected: String) {
        guard case .file(let path) = KeySource.beside(database: database) else {
            Issue.record("is no file")
            return
        }
        #expect(path == expected)
    }

    private func open(_ path: String, _ world: SessionWorld) async throws -> SigningKeys {
        try await open(.file(path: path), world)
    }

    private func open(_ source: KeySource, _ world: SessionWorld) async throws -> SigningKeys {
        try await SigningKeys.open(source, for: world.catalogue.keys, clock: world.clock.wallClock)
    }

    private func expectRefusal<Value>(_ word: String, _ body: () async throws -> Value) async throws {
        do {
            _ = try await body()
            Issue.record("was not refused")
        } catch let refusal as KeysRefused {
            #expect(refusal.description.contains(word))
        }
    }

    private func inFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "souk-keys-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder.appending(path: "souk.keys").path)
    }

    private func write(_ content: Data, to path: String) throws {
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        #expect(FileManager.default.createFile(atPath: path, contents: content, attributes: attributes))
    }

    private func permissions(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
