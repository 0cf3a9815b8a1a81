import Foundation
import SQLEngines
import Testing

@Suite("Opening and closing")
struct OpeningTests {
    @Test("The folder and the file are made, for their owner alone, and what is written is there after reopening")
    func makesFolder() async throws {
        try await withFolder { folder in
            let path = folder + "/a/b/shop.sqlite"
            let engine = try await SQLiteEngine.open(path: path)
            try await engine.change("CREATE TABLE t (a BIGINT)", "INSERT INTO t VALUES (7)")
            await engine.close()
            #expect(fileSize(path + "-wal") == 0)
            #expect(try permissions(path) == 0o600)
            #expect(try permissions(folder + "/a/b") == 0o700)
            let again = try await SQLiteEngine.open(path: path)
            #expect(try await again.number("SELECT a FROM t") == 7)
            await again.close()
        }
    }

    @Test("The file is durable as it says: WAL, synchronous FULL, foreign keys, nothing trusted in its schema")
    func settings() async throws {
        try await withEngine { engine in
            let journal: String? = try await engine.value("PRAGMA journal_mode")
            #expect(journal == "wal")
            let settings = try await engine.write { session in
                [
                    try await session.value("PRAGMA synchronous", as: Int.self),
                    try await session.value("PRAGMA foreign_keys", as: Int.self),
                    try await session.value("PRAGMA trusted_schema", as: Int.self),
                ]
            }
            #expect(settings == [2, 1, 0])
        }
    }

    @Test("Full-text search is there, and a trigger of the file's own schema may not reach it")
    func fullText() async throws {
        try await withEngine { engine in
            try await engine.change(
                "CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
                "CREATE VIRTUAL TABLE words USING fts5 (name, content = '', tokenize = 'unicode61 remove_diacritics 2')",
                "INSERT INTO words (rowid, name) VALUES (1, 'Crème brûlée')",
                """
                CREATE TRIGGER items_words AFTER INSERT ON items
                BEGIN INSERT INTO words (rowid, name) VALUES (new.id, new.name); END
                """)
            #expect(try await engine.number("SELECT rowid FROM words WHERE words MATCH \("creme AND brul*")") == 1)
            await #expect(throws: EngineError.self) { try await engine.change("INSERT INTO items (name) VALUES ('x')") }
        }
    }

    @Test("The same file cannot be opened twice, by whatever name, and the sentence names the process")
    func twice() async throws {
        try await withFolder { folder in
            let engine = try await SQLiteEngine.open(path: folder + "/shop.sqlite")
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/link.sqlite", withDestinationPath: folder + "/shop.sqlite")
            for name in ["/shop.sqlite", "/./shop.sqlite", "/link.sqlite"] {
                let refusal = await #expect(throws: DatabaseInUse.self) {
                    _ = try await SQLiteEngine.open(path: folder + name)
                }
                #expect(refusal?.processID == Int(ProcessInfo.processInfo.processIdentifier))
                #expect(refusal?.description.contains("is in use by process \(getpid())") == true)
            }
            try await engine.change("CREATE TABLE t (a BIGINT)")
            await engine.close()
            let next = try await SQLiteEngine.open(path: folder + "/link.sqlite")
            await next.close()
        }
    }

    @Test("Nor by a hard link, whatever has become of the file beside it")
    func hardLink() async throws {
        try await withFolder { folder in
            let engine = try await SQLiteEngine.open(path: folder + "/shop.sqlite")
            try FileManager.default.linkItem(atPath: folder + "/shop.sqlite", toPath: folder + "/other.sqlite")
            let refusal = await #expect(throws: DatabaseInUse.self) {
                _ = try await SQLiteEngine.open(path: folder + "/other.sqlite")
            }
            #expect(refusal?.description.contains("other.sqlite is in use") == true)
            await engine.close()
            await (try SQLiteEngine.open(path: folder + "/other.sqlite")).close()
        }
    }

    @Test(
        "What is no longer where it was opened takes no write, and says so; what was read is read",
        arguments: [true, false])
    func moved(_ isReplaced: Bool) async throws {
        try await withFolder { folder in
            let path = folder + "/shop.sqlite"
            let engine = try await SQLiteEngine.open(path: path)
            try await engine.change("CREATE TABLE t (a BIGINT)", "INSERT INTO t VALUES (7)")
            try await engine.check()
            try FileManager.default.moveItem(atPath: path, toPath: folder + "/away.sqlite")
            if isReplaced { #expect(FileManager.default.createFile(atPath: path, contents: nil)) }
            await #expect(throws: EngineError.unavailable) { try await engine.change("INSERT INTO t VALUES (8)") }
            await #expect(throws: EngineError.unavailable) { try await engine.check() }
            #expect(try await engine.number("SELECT sum(a) FROM t") == 7)
            if isReplaced { try FileManager.default.removeItem(atPath: path) }
            try FileManager.default.moveItem(atPath: folder + "/away.sqlite", toPath: path)
            try await engine.check()
            try await engine.change("INSERT INTO t VALUES (9)")
            #expect(try await engine.number("SELECT sum(a) FROM t") == 16)
            await engine.close()
        }
    }

    @Test("Another process that holds the file keeps us out until it ends, however it ends")
    func otherProcess() async throws {
        try await withFolder { folder in
            let path = folder + "/shop.sqlite"
            await (try SQLiteEngine.open(path: path)).close()
            let (output, input) = (Pipe(), Pipe())
            let holder = Process()
            holder.executableURL = URL(filePath: "/bin/sh")
            holder.arguments = ["-c", "exec 9<>'\(path).lock'; flock 9; echo $$ >&9; echo held; exec cat"]
            (holder.standardOutput, holder.standardInput) = (output, input)
            try holder.run()
            #expect(output.fileHandleForReading.availableData == Data("held\n".utf8))
            await #expect(throws: DatabaseInUse(path: path, processID: Int(holder.processIdentifier))) {
                _ = try await SQLiteEngine.open(path: path)
            }
            kill(holder.processIdentifier, SIGKILL)
            holder.waitUntilExit()
            await (try SQLiteEngine.open(path: path)).close()
        }
    }

    @Test("We keep another process out")
    func keepsOthersOut() async throws {
        try await withFolder { folder in
            let engine = try await SQLiteEngine.open(path: folder + "/shop.sqlite")
            #expect(try exitStatus("flock", "--nonblock", engine.path + ".lock", "true") == 1)
            await engine.close()
            #expect(try exitStatus("flock", "--nonblock", engine.path + ".lock", "true") == 0)
        }
    }

    @Test("What cannot be a database is refused in a sentence and left as it was")
    func unusable() async throws {
        try await withFolder { folder in
            try Data("a letter to a friend, longer than a header".utf8).write(to: URL(filePath: folder + "/letter"))
            let refusals = [
                (":memory:", "is not a path"), ("", "needs a path"), ("file:shop.sqlite?mode=ro", "is not a path"),
                (folder, "is a folder"), (folder + "/", "is a folder"), (folder + "/new/", "is a folder"),
                (folder + "/letter", "is not a database"), (folder + "/letter/shop.sqlite", "cannot lie in it"),
                ("/dev/null", "not an ordinary file"), ("/proc/shop/shop.sqlite", "missing and cannot be made"),
                (folder + "/" + String(repeating: "x", count: 300), "too long"),
            ]
            for (path, words) in refusals {
                let refusal = await #expect(throws: DatabaseUnusable.self, "\(path)") {
                    _ = try await SQLiteEngine.open(path: path)
                }
                #expect(refusal?.description.contains(words) == true, "\(path): \(refusal?.description ?? "")")
            }
            #expect(fileSize(folder + "/letter") == 42)
        }
    }

    @Test("A damaged database is refused in a sentence")
    func damaged() async throws {
        try await withFolder { folder in
            let path = folder + "/shop.sqlite"
            try (Data("SQLite format 3\0".utf8) + Data(repeating: 0xFF, count: 8192)).write(to: URL(filePath: path))
            await #expect(throws: DatabaseUnusable.self) { _ = try await SQLiteEngine.open(path: path) }
        }
    }

    @Test("Closing serves what is under way, and refuses what comes later")
    func closing() async throws {
        let engine = try await SQLiteEngine.temporary()
        try await engine.change("CREATE TABLE t (a BIGINT)")
        let path = engine.path
        let errors = await together(engine, 5) { index, session in
            try await session.execute("INSERT INTO t VALUES (\(index))")
        } whenWaiting: {
            Task { await engine.close() }
            await settled { (try? exitStatus("true")) == 0 }
        }
        await engine.close()
        await engine.close()
        #expect(errors.allSatisfy { $0 == nil })
        await #expect(throws: EngineError.closed) { try await engine.execute("SELECT 1") }
        await #expect(throws: EngineError.closed) { try await engine.change("DELETE FROM t") }
        for effort in [ReadEffort.point, .long] {
            await #expect(throws: EngineError.closed) { try await engine.read(effort) { _ in } }
        }
        #expect(!FileManager.default.fileExists(atPath: (path as NSString).deletingLastPathComponent))
    }

    @Test("An engine that is let go without closing gives its file back")
    func letGo() async throws {
        try await withFolder { folder in
            do {
                let engine = try await SQLiteEngine.open(path: folder + "/shop.sqlite")
                try await engine.change("CREATE TABLE t (a BIGINT)")
            }
            let isFree = await settled {
                (try? exitStatus("flock", "--nonblock", folder + "/shop.sqlite.lock", "true")) == 0
            }
            #expect(isFree)
        }
    }
}
