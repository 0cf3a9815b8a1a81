import Foundation
import Testing

@testable import SQLEngines

@Suite("A copy of a database in use")
struct CopyTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("copy-\(UUID())").path

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    @Test("It has what was there at one moment, while others go on writing")
    func snapshot() async throws {
        try await withEngine { engine in
            try await engine.change("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)")
            try await engine.write { session in
                for number in 1...3_000 {
                    try await session.execute(
                        "INSERT INTO notes VALUES (\(number), \(String(repeating: "x", count: 500)))")
                }
            }
            let count = try await engine.copy(to: folder + "/copy") { _, _ in
                // Between two pieces of the copy everybody may write.
                _ = try? await engine.write { try await $0.execute("INSERT INTO notes (text) VALUES ('late')") }
            } looking: { session in
                try await session.value("SELECT count(*) FROM notes", as: Int.self)
            }
            #expect(count == 3_000)
            #expect(try await engine.number("SELECT count(*) FROM notes") ?? 0 > 3_000)
            let copy = try SQLiteArchive(path: folder + "/copy")
            #expect(try await copy.faults() == [])
            #expect(try await copy.value("SELECT count(*) FROM notes", as: Int.self) == 3_000)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["copy"])
            await #expect(throws: EngineError.self) {
                try await copy.write { try await $0.execute("DELETE FROM notes") }
            }
            await #expect(throws: EngineError.self) {
                try await copy.read { try await $0.execute("DELETE FROM notes") }
            }
        }
    }

    @Test("It ends when nobody wants it any more")
    func cancelled() async throws {
        try await withEngine { engine in
            try await engine.change("CREATE TABLE notes (text TEXT)")
            try await engine.change("INSERT INTO notes VALUES (\(String(repeating: "x", count: 8_000_000)))")
            let path = folder + "/copy"
            let copying = Task {
                try await engine.copy(to: path) { _, _ in
                    withUnsafeCurrentTask { $0?.cancel() }
                } looking: { _ in
                }
            }
            await #expect(throws: CancellationError.self) { try await copying.value }
        }
    }

    @Test("A broken page is found in an archive")
    func faults() async throws {
        let path = folder + "/broken"
        let engine = try await SQLiteEngine.open(path: path)
        try await engine.change(
            "CREATE TABLE parents (id INTEGER PRIMARY KEY, name TEXT)", "CREATE INDEX names ON parents (name)")
        try await engine.write { session in
            for number in 1...2_000 {
                try await session.execute("INSERT INTO parents VALUES (\(number), \("n\(number)"))")
            }
        }
        await engine.close()
        #expect(try await SQLiteArchive(path: path).faults() == [])
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for offset in stride(from: 3 * 4096, to: 4 * 4096, by: 1) { bytes[offset] = 0xA5 }
        try bytes.write(to: URL(fileURLWithPath: path))
        #expect(try await !SQLiteArchive(path: path).faults().isEmpty)
    }

    @Test("A database is replaced only while nobody has it, and the old one goes on under another name, its log too")
    func replacement() async throws {
        let (path, draft, kept) = (folder + "/live", folder + "/draft", folder + "/kept")
        let engine = try await SQLiteEngine.open(path: path)
        try await engine.change("CREATE TABLE old (id INTEGER)", "INSERT INTO old VALUES (1)")
        #expect(throws: DatabaseInUse.self) { try SQLiteReplacement(path: path) }
        // As a crash leaves it: with a log that was not copied.
        for end in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: path + end, toPath: folder + "/crashed" + end)
        }
        await engine.close()
        let other = try await SQLiteEngine.open(path: draft)
        try await other.change("CREATE TABLE new (id INTEGER)")
        await other.close()
        let place = try SQLiteReplacement(path: folder + "/crashed")
        #expect(place.isThere)
        try place.replace(with: draft, keepingOldAs: kept)
        place.release()
        let (now, before) = (
            try await SQLiteEngine.open(path: folder + "/crashed"), try await SQLiteEngine.open(path: kept)
        )
        #expect(try await now.number("SELECT count(*) FROM new") == 0)
        #expect(try await before.number("SELECT count(*) FROM old") == 1)
        await now.close()
        await before.close()
    }
}
