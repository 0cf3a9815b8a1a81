import Foundation
import Testing

@testable import SoukCommands

@Suite("PostgreSQL's programs")
struct PostgresProgramsTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test("The oldest that know the server are taken")
    func versions() async throws {
        for version in [14, 15, 17] {
            try install("/\(version)/bin", "#!/bin/sh\necho 'program (PostgreSQL) \(version).2'\n")
        }
        for (server, expected) in [(14, "14.2"), (15, "15.2"), (16, "17.2")] {
            let found = try await programs(server: server)
            #expect(try await found("psql").run([]).contains(expected))
        }
        await #expect(throws: Failure.self) { try await programs(server: 18) }
    }

    @Test("Where one of them is missing, a sentence says what to install")
    func missing() async throws {
        try install("/15/bin", "#!/bin/sh\necho 'program (PostgreSQL) 15.2'\n")
        try FileManager.default.removeItem(atPath: folder.path + "/15/bin/pg_restore")
        let failure = await #expect(throws: Failure.self) { try await programs(server: 15) }
        #expect(failure?.exitCode == .unavailable)
        #expect(failure?.sentence.contains("apt install postgresql-client-15") == true)
    }

    @Test("One that cannot be started, or ends badly, ends the command", .timeLimit(.minutes(1)))
    func broken() async throws {
        try install("", "#!/nowhere/sh\n")
        await #expect(throws: (any Error).self) {
            try await ChildProgram(path: folder.path + "/psql", environment: [:]).run([])
        }
        try install("", "#!/bin/sh\necho 'psql: error: No space left on device' >&2\nexit 3\n")
        let full = await #expect(throws: Failure.self) {
            try await ChildProgram(path: folder.path + "/psql", environment: [:]).run([])
        }
        #expect(full?.exitCode == .inputOutput)
    }

    @Test("A cancelled task ends the program that it runs", .timeLimit(.minutes(1)))
    func cancelled() async throws {
        let begun = folder.path + "/begun"
        try install("", "#!/bin/sh\ntouch '\(begun)'\nexec sleep 50\n")
        let program = ChildProgram(path: folder.path + "/psql", environment: ["PATH": "/usr/bin:/bin"])
        let running = Task { try await program.run([]) }
        for _ in 0..<4_000 where !FileManager.default.fileExists(atPath: begun) {
            try await Task.sleep(for: .milliseconds(5))
        }
        let start = ContinuousClock.now
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
        #expect(ContinuousClock.now - start < .seconds(30))
    }

    private func programs(server: Int) async throws -> PostgresPrograms {
        let surroundings = Surroundings(terminal: .standard, environment: ["PATH": folder.path + "/nothing"])
        return try await PostgresPrograms(
            server: server, PostgresAddress("postgres:///"), surroundings, debian: folder.path)
    }

    private func install(_ place: String, _ script: String) throws {
        try FileManager.default.createDirectory(atPath: folder.path + place, withIntermediateDirectories: true)
        for name in ["pg_dump", "pg_restore", "createdb", "dropdb", "psql"] {
            let path = folder.path + place + "/" + name
            try Data(script.utf8).write(to: URL(fileURLWithPath: path))
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
    }
}
