import Foundation
import Testing

extension BuiltProgram {
    @Suite("Import and export")
    struct ExchangeTests {
        private let souk: SoukProcess

        init() throws {
            souk = SoukProcess(folder: try TemporaryFolder())
        }

        @Test(
            "What is exported is imported without a change, and changed by a file that says so",
            arguments: [false, true])
        func roundTrip(_ isServing: Bool) async throws {
            try #require(try await souk.run("seed", "--items", "1500", "--stores", "3").exitCode == 0)
            let server = isServing ? try await souk.serve() : nil
            for name in ["items.csv", "items.ndjson"] {
                let made = try await souk.run("export", name)
                #expect(made.exitCode == 0 && made.errors == "Exported 1,500 items.\n" && made.output.isEmpty)
                #expect(try await souk.run("export", "--format", String(name.dropFirst(6))).output == text(name))
                let same = try await souk.run("import", name)
                #expect(
                    same.output == "Imported: 0 created, 0 updated, 1,500 unchanged, 0 refused.\n", "\(same.errors)")
            }
            let changes = "price,id\r\n0.5,1\r\n0.25,2\r\n"
            let tried = try await souk.run("import", "--dry-run", "-", input: changes)
            #expect(tried.exitCode == 0)
            #expect(
                tried.output == "A dry run, nothing was written. It would be: 0 created, 2 updated, 0 unchanged, "
                    + "0 refused.\n")
            #expect(
                try await souk.run("import", "-", input: changes).output.hasPrefix("Imported: 0 created, 2 updated"))
            let cheap = try await souk.run("export", "--max-price", "0.5", "--sort", "-price", "--format", "ndjson")
            #expect(cheap.output.split(separator: "\n").map { $0.prefix(7) } == ["{\"id\":1", "{\"id\":2"])
            if let server { #expect(try await server.stop().exitCode == 0) }
            #expect(try leftovers() == [])
        }

        @Test("Bad rows end it with 65 and are told, in a file too", arguments: [false, true])
        func badRows(_ isServing: Bool) async throws {
            try #require(try await souk.run("seed", "--items", "2", "--stores", "1").exitCode == 0)
            let server = isServing ? try await souk.serve() : nil
            let rows = "name,price,store_id\r\nLamp,1,1\r\n,x,1\r\n"
            let refused = try await souk.run("import", "--report", "report.csv", "-", input: rows)
            #expect(refused.exitCode == 65)
            #expect(refused.output == "Nothing was written: 1 created, 0 updated, 0 unchanged, 1 refused.\n")
            #expect(refused.errors == "row 3, price: must be a number\nrow 3, name: must be given for a new item\n")
            #expect(
                try text("report.csv") == "row,column,value,code,detail\r\n3,price,x,type,must be a number\r\n"
                    + "3,name,,required,must be given for a new item\r\n")
            let kept = try await souk.run("import", "--only-good", "-", input: rows)
            #expect(kept.exitCode == 65)
            #expect(kept.output == "Imported: 1 created, 0 updated, 0 unchanged, 1 refused.\n")
            #expect(try await souk.run("export", "--q", "lamp").output.contains(",Lamp,,1,"))
            let broken = try await souk.run("import", "-", input: "name,price,store_id\r\nLamp,1,\"1")
            #expect(broken.exitCode == 65 && broken.errors == "souk: Line 2: a cell in quotes does not end.\n")
            #expect(try await souk.run("import", "missing.csv").exitCode == 74)
            #expect(try await souk.run("export", "--store", "Nowhere").exitCode == 1)
            #expect(try await souk.run("export", "--sort", "colour").exitCode == 64)
            if let server { #expect(try await server.stop().exitCode == 0) }
            #expect(try leftovers() == [])
        }

        @Test("Without a database there is nothing to export, and a refused export leaves the old file")
        func nothing() async throws {
            #expect(try await souk.run("export").exitCode == 69)
            #expect(try await souk.run("import", "-", input: "id\r\n").exitCode == 69)
            try Data("old".utf8).write(to: URL(fileURLWithPath: souk.folder.path + "/old.csv"))
            #expect(try await souk.run("export", "old.csv").exitCode == 69)
            #expect(try text("old.csv") == "old" && leftovers() == [])
        }

        @Test("What a symbolic link leads to is written whole; another's draft, and what it leads to, is left alone")
        func links() async throws {
            try #require(try await souk.run("seed", "--items", "30", "--stores", "1").exitCode == 0)
            let (real, link) = (souk.folder.path + "/real.csv", souk.folder.path + "/link.csv")
            let long = String(repeating: "old\n", count: 50_000)
            for name in [real, souk.folder.path + "/victim"] { try Data(long.utf8).write(to: URL(filePath: name)) }
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.csv")
            try FileManager.default.createSymbolicLink(atPath: real + ".partial", withDestinationPath: "victim")
            #expect(try await souk.run("export", "link.csv").exitCode == 0)
            #expect(try await text("real.csv") == souk.run("export").output)
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.csv")
            #expect(try text("victim") == long)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: real)
            #expect(try await souk.run("export", "link.csv").exitCode == 0)
            let permissions = try FileManager.default.attributesOfItem(atPath: real)[.posixPermissions] as? Int
            #expect(permissions == 0o600)
            try FileManager.default.removeItem(atPath: real)
            let dangling = try await souk.run("export", "link.csv")
            #expect(dangling.exitCode == 74 && dangling.errors.contains("leads to no file"))
            #expect(try await souk.run("export", "/dev/stdout").output == souk.run("export").output)
        }

        @Test("Of two who write one file at once each writes all of it")
        func together() async throws {
            try #require(try await souk.run("seed", "--items", "3000", "--stores", "1").exitCode == 0)
            let server = try await souk.serve()
            let process = souk
            try await withThrowingTaskGroup(of: Void.self) { group in
                for format in ["csv", "ndjson"] {
                    group.addTask { @Sendable in
                        for _ in 0..<5 {
                            let made = try await process.run("export", "--format", format, "both")
                            #expect(made.exitCode == 0, "\(made.errors)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let both = try text("both")
            let (csv, ndjson) = (
                try await souk.run("export", "--format", "csv").output,
                try await souk.run("export", "--format", "ndjson").output
            )
            #expect(both == csv || both == ndjson)
            #expect(try leftovers() == [])
            _ = try await server.stop()
        }

        @Test("A report that cannot be written hides nothing of the import")
        func fullReport() async throws {
            try #require(try await souk.run("seed", "--items", "2", "--stores", "1").exitCode == 0)
            let made = try await souk.run(
                "import", "--report", "/dev/full", "-", input: "name,price,store_id\r\nLamp,1,1\r\n")
            #expect(made.exitCode == 74)
            #expect(made.output == "Imported: 1 created, 0 updated, 0 unchanged, 0 refused.\n")
        }

        private func text(_ name: String) throws -> String {
            try String(contentsOfFile: souk.folder.path + "/" + name, encoding: .utf8)
        }

        /// Files that should have gone or have got their names.
        private func leftovers() throws -> [String] {
            let folders = [souk.folder.path, souk.folder.path + "/data"]
            return folders.flatMap { (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? [] }
                .filter { $0.hasSuffix(".partial") }
        }
    }
}
