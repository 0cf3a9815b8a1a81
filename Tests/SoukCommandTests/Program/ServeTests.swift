import Foundation
import Testing

extension BuiltProgram {
    @Suite("A server and its commands")
    struct ServeTests {
        private let souk: SoukProcess

        init() throws {
            souk = SoukProcess(folder: try TemporaryFolder())
        }

        @Test("SIGTERM and SIGINT end it with 0 within ten seconds", arguments: [SIGTERM, SIGINT])
        func ends(_ signal: Int32) async throws {
            let server = try await souk.serve()
            let (exitCode, duration) = try await server.stop(signal)
            #expect(exitCode == 0)
            #expect(duration < .seconds(10))
            #expect(try server.lines.last?.contains("\"stopped\"") == true)
            #expect(!FileManager.default.fileExists(atPath: souk.folder.path + "/data/control.sock"))
        }

        @Test("While it runs, commands work through it, and its data are there after it")
        func commandsWhileItRuns() async throws {
            let server = try await souk.serve()
            let made = try await souk.run("user", "create", "ada@example.com", input: "sun-and-moon-7\n")
            #expect(made.exitCode == 0, "\(made.errors)")
            #expect(
                try await souk.run("user", "role", "ada@example.com", "admin").output
                    == "ada@example.com is an admin now.\n")
            #expect(try await souk.run("key", "rotate").exitCode == 0)
            #expect(try await souk.run("key", "list").output.split(separator: "\n").count == 3)
            #expect(try await souk.run("seed", "--items", "50").exitCode == 0)
            let refused = try await souk.run("user", "role", "bob@example.com", "admin")
            #expect(refused.exitCode == 1 && refused.errors.contains("There is no account for bob@example.com"))
            #expect(try await server.stop().exitCode == 0)
            #expect(try await souk.run("user", "list").output.contains("ada@example.com  admin"))
        }

        @Test("A second server on the same data is refused with a sentence, and so is a taken port")
        func secondServer() async throws {
            let server = try await souk.serve()
            let second = try await souk.run("serve", "--port", "0")
            #expect(second.exitCode == 69)
            #expect(second.errors.contains("in use by process \(server.process.processIdentifier)"))
            let port = try #require(try server.port)
            let third = try await souk.run("serve", "--port", port, "--data", "elsewhere")
            #expect(third.exitCode == 69)
            #expect(third.errors.contains(port))
            #expect(try await server.stop().exitCode == 0)
        }

        @Test("Health is 0 while it takes requests, and 1 with a sentence when nobody does")
        func health() async throws {
            let server = try await souk.serve()
            let port = try #require(try server.port)
            let healthy = try await souk.run("health", "--port", port)
            #expect(healthy.exitCode == 0 && healthy.output == "The server on 127.0.0.1:\(port) is ready.\n")
            #expect(try await server.stop().exitCode == 0)
            let gone = try await souk.run("health", "--port", port)
            #expect(gone.exitCode == 1 && gone.errors.contains("Nobody answers on 127.0.0.1:\(port)"))
            #expect(try await souk.run("health", "--port", "0").exitCode == 78)
        }

        @Test("The control socket is its owner's alone, and one left by a crash is in nobody's way")
        func controlSocket() async throws {
            let path = souk.folder.path + "/data/control.sock"
            let server = try await souk.serve()
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            kill(server.process.processIdentifier, SIGKILL)
            server.process.waitUntilExit()
            #expect(FileManager.default.fileExists(atPath: path))
            #expect(try await souk.run("user", "list").exitCode == 0)
            let next = try await souk.serve()
            #expect(try await souk.run("user", "list").exitCode == 0)
            #expect(try await next.stop().exitCode == 0)
        }

        @Test("The open policy beyond this machine must be asked for")
        func openPolicy() async throws {
            let refused = try await souk.run("serve", "--port", "0", "--host", "0.0.0.0")
            #expect(refused.exitCode == 78 && refused.errors.contains("--access open"))
            let asked = try await souk.serve("--host", "0.0.0.0", "--access", "open")
            #expect(try asked.lines.contains { $0.contains("\"warning\"") && $0.contains("open access policy") })
            #expect(try await asked.stop().exitCode == 0)
        }
    }
}

extension RunningServer {
    /// The port that the log says it listens on.
    var port: String? {
        get throws {
            let line = try lines.first { $0.contains("\"listening\"") }
            return line?.firstMatch(of: /:(\d+)"}$/).map { String($0.1) }
        }
    }
}
