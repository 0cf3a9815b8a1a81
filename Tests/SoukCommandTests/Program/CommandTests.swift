import Foundation
import Testing

extension BuiltProgram {
    @Suite("Commands")
    struct CommandTests {
        private let souk: SoukProcess

        init() throws {
            souk = SoukProcess(folder: try TemporaryFolder())
        }

        @Test("Wrong settings end it with 78 and a sentence for each")
        func wrongSettings() async throws {
            let result = try await souk.run("serve", "--port", "x", environment: ["SOUK_LOG_LEVEL": "loud"])
            #expect(result.exitCode == 78)
            #expect(result.errors.contains("--port must be a whole number"))
            #expect(result.errors.contains("SOUK_LOG_LEVEL must be"))
        }

        @Test(
            "A wrong command line ends it with 64",
            arguments: [["serve", "--prot", "1"], ["sreve"], ["user", "role"]])
        func wrongCommandLine(_ arguments: [String]) async throws {
            #expect(try await souk.run(arguments).exitCode == 64)
        }

        @Test("Without a server, accounts are made, changed and listed in the database itself")
        func usersAlone() async throws {
            let made = try await souk.run(
                "user", "create", "ada@example.com", "--role", "editor", input: "sun-and-moon-7\n")
            #expect(made.exitCode == 0, "\(made.errors)")
            #expect(made.output == "Created ada@example.com (user 1, editor).\n")
            let again = try await souk.run("user", "create", "ADA@example.com", "--generate")
            #expect(again.exitCode == 1)
            #expect(again.errors == "souk: There is an account with this e-mail address already.\n")
            #expect(try await souk.run("user", "disable", "ada@example.com").exitCode == 0)
            #expect(try await souk.run("user", "list").output.contains("ada@example.com  editor  disabled"))
            let unknown = try await souk.run("user", "role", "bob@example.com", "admin")
            #expect(unknown.exitCode == 1)
            #expect(unknown.errors.contains("There is no account for bob@example.com"))
            let role = try await souk.run("user", "role", "ada@example.com", "amdin")
            #expect(role.exitCode == 64 && role.errors.contains("did you mean admin"))
            let weak = try await souk.run("user", "password", "ada@example.com", input: "short\n")
            #expect(weak.exitCode == 65 && !weak.errors.contains("short\n"))
            #expect(try await souk.run("user", "delete", "ada@example.com").exitCode == 0)
            #expect(try await souk.run("user", "list").output == "id  email  role  state  since\n")
        }

        @Test("The demo catalogue is added once, and a second run changes nothing")
        func demo() async throws {
            let first = try await souk.run("seed", "--demo")
            #expect(first.exitCode == 0, "\(first.errors)")
            #expect(first.output.hasPrefix("Added "))
            let second = try await souk.run("seed", "--demo")
            #expect(second.exitCode == 0)
            #expect(second.output.hasPrefix("The demo catalogue is there already"))
        }

        @Test("Bulk items are added in new stores, again and again")
        func bulk() async throws {
            for _ in 0..<2 {
                let result = try await souk.run("seed", "--items", "1500", "--stores", "3")
                #expect(result.output == "Added 1,500 items in 3 new stores.\n", "\(result.errors)")
            }
        }

        @Test("The tables are made on request, and then stand")
        func migrations() async throws {
            #expect(try await souk.run("migrate", "status").output.contains("will run"))
            #expect(try await souk.run("migrate", "up").output.contains("Ran 1 "))
            #expect(try await souk.run("migrate", "up").output == "The tables are up to date.\n")
            #expect(try await !souk.run("migrate", "status").output.contains("will run"))
        }

        @Test("A lost key is told in a sentence, and can be replaced by decision only")
        func lostKey() async throws {
            #expect(try await souk.run("user", "create", "ada@example.com", "--generate").exitCode == 0)
            #expect(try await souk.run("key", "list").output.contains("signs"))
            #expect(try await souk.run("key", "adopt").exitCode == 1, "nothing is lost")
            try FileManager.default.removeItem(atPath: souk.folder.path + "/data/souk.keys")
            let refused = try await souk.run("serve", "--port", "0")
            #expect(refused.exitCode == 78)
            #expect(refused.errors.contains("souk key adopt"))
            #expect(try await souk.run("key", "adopt").exitCode == 0)
            #expect(try await souk.run("key", "list").exitCode == 0)
        }

        @Test(
            "A command that only looks makes no database, and says that there is none",
            arguments: [["user", "list"], ["key", "list"], ["key", "rotate"], ["user", "disable", "a@b.example"]])
        func nothingThere(_ arguments: [String]) async throws {
            let result = try await souk.run(arguments)
            #expect(result.exitCode == 69 && result.errors.contains("There is no database at"))
            #expect(!FileManager.default.fileExists(atPath: souk.folder.path + "/data"))
        }

        @Test("The contract is JSON and the endpoint table Markdown, without any database")
        func documents() async throws {
            let contract = try await souk.run("openapi", "--access", "guarded")
            let object = try JSONSerialization.jsonObject(with: Data(contract.output.utf8)) as? [String: Any]
            #expect((object?["openapi"] as? String)?.hasPrefix("3.1") == true)
            #expect(try await souk.run("routes").output.contains("| GET | `/item/{item_id}` |"))
            #expect(!FileManager.default.fileExists(atPath: souk.folder.path + "/data"))
        }

        @Test("Help and version end it with 0")
        func help() async throws {
            #expect(try await souk.run("--help").exitCode == 0)
            #expect(try await souk.run("serve", "--help").output.contains("--port"))
            #expect(try await souk.run("version").output.hasPrefix("souk "))
        }
    }
}
