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
        let (path, kept) = (folder + "/live", folder + "/kept")
        let engine = try await SQLiteEngine.open(path: path)
        #expect(throws: DatabaseInUse.self) { try SQLiteReplacement(path: path) }
        await engine.close()
        let crashed = try await crashed()
        let place = try SQLiteReplacement(path: crashed)
        #expect(place.isThere)
        try place.replace(with: try await draft(), keepingOldAs: kept, orAsBefore: kept)
        place.release()
        #expect(try await count("new", in: crashed) == 0)
        #expect(try await count("old", in: kept) == 1)
    }

    @Test("A replacement that fails leaves the old database and its log where they were")
    func failedReplacement() async throws {
        let (path, kept) = (try await crashed(), folder + "/kept")
        try FileManager.default.createDirectory(atPath: kept + "-wal/full", withIntermediateDirectories: true)
        let place = try SQLiteReplacement(path: path)
        let draft = try await draft()
        #expect(throws: DatabaseUnusable.self) {
            try place.replace(with: draft, keepingOldAs: kept, orAsBefore: kept)
        }
        place.release()
        #expect(!FileManager.default.fileExists(atPath: kept))
        #expect(try await count("old", in: path) == 1)
    }

    @Test("A journal that the old database left is not played into the new one")
    func hotJournal() async throws {
        for isThere in [true, false] {
            let (path, kept) = (folder + "/in a journal", folder + "/kept \(isThere)")
            if isThere { #expect(FileManager.default.createFile(atPath: path, contents: nil)) }
            #expect(FileManager.default.createFile(atPath: path + "-journal", contents: Data([1, 2, 3])))
            let place = try SQLiteReplacement(path: path)
            try place.replace(with: try await draft(), keepingOldAs: kept, orAsBefore: kept)
            place.release()
            #expect(!FileManager.default.fileExists(atPath: path + "-journal"))
            #expect(FileManager.default.fileExists(atPath: kept + "-journal") == isThere)
            try FileManager.default.removeItem(atPath: path)
        }
    }

    @Test("A replacement that was interrupted keeps everybody out until it is done again")
    func interruptedReplacement() async throws {
        let (path, kept) = (try await crashed(), folder + "/kept")
        // As a crash leaves it between the log's going and the new file's coming.
        try FileManager.default.linkItem(atPath: path, toPath: kept)
        try FileManager.default.moveItem(atPath: path + "-wal", toPath: kept + "-wal")
        try FileManager.default.moveItem(atPath: try await draft(), toPath: path + ".restoring")
        await #expect(throws: DatabaseUnusable.self) { try await SQLiteEngine.open(path: path) }
        let place = try SQLiteReplacement(path: path)
        let name = try place.replace(with: try await draft(), keepingOldAs: folder + "/kept too", orAsBefore: kept)
        place.release()
        #expect(name == kept && !FileManager.default.fileExists(atPath: folder + "/kept too"))
        #expect(try await count("new", in: path) == 0)
        #expect(try await count("old", in: kept) == 1)
    }

    /// A database with a table `old` of one row, which is in its log only, as a crash leaves it.
    private func crashed() async throws -> String {
        let (path, crashed) = (folder + "/running", folder + "/crashed")
        let engine = try await SQLiteEngine.open(path: path)
        try await engine.change("CREATE TABLE old (id INTEGER)", "INSERT INTO old VALUES (1)")
        for end in ["", "-wal"] { try FileManager.default.copyItem(atPath: path + end, toPath: crashed + end) }
        await engine.close()
        return crashed
    }

    /// A finished database with an empty table `new`.
    private func draft() async throws -> String {
        let path = folder + "/draft"
        let engine = try await SQLiteEngine.open(path: path)
        try await engine.change("CREATE TABLE new (id INTEGER)")
        await engine.close()
        return path
    }

    private func count(_ table: String, in path: String) async throws -> Int? {
        let engine = try await SQLiteEngine.open(path: path)
        let count = try await engine.number(SQL(stringLiteral: "SELECT count(*) FROM \(table)"))
        await engine.close()
        return count
    }
}
