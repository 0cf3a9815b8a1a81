import Foundation
import Testing

/// The built program, run in a folder of its own. Nothing of the tester's own settings reaches it.
struct SoukProcess: Sendable {
    /// What came of a command that has ended.
    struct Result {
        let exitCode: Int32
        let output: String
        let errors: String
    }

    let folder: TemporaryFolder

    /// Runs a command to its end, for a minute at most.
    func run(
        _ arguments: String..., input: String = "", environment: [String: String] = [:]
    ) async throws -> Result {
        try await run(arguments, input: input, environment: environment)
    }

    /// The same for arguments in a list.
    func run(
        _ arguments: [String], input: String = "", environment: [String: String] = [:]
    ) async throws -> Result {
        // Swift's own threads are as few as the cores: two commands would hold up every other test.
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Swift.Result { try self.finish(arguments, input, environment) })
            }
        }
    }

    private func finish(_ arguments: [String], _ input: String, _ environment: [String: String]) throws -> Result {
        let process = process(arguments, environment)
        let (output, errors, entry) = (Pipe(), Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = entry
        try process.run()
        try entry.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try entry.fileHandleForWriting.close()
        let watchdog = DispatchWorkItem { kill(process.processIdentifier, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: watchdog)
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        watchdog.cancel()
        return Result(exitCode: process.terminationStatus, output: text, errors: complaint)
    }

    /// Starts `souk serve` on a free port; returns when it listens, within twenty seconds.
    func serve(_ arguments: String...) async throws -> RunningServer {
        let log = folder.path + "/log-\(UUID())"
        try Data().write(to: URL(fileURLWithPath: log))
        let process = process(["serve", "--port", "0"] + arguments, [:])
        let handle = try #require(FileHandle(forWritingAtPath: log))
        process.standardOutput = handle
        process.standardError = handle
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let server = RunningServer(process: process, log: log)
        try await server.waitUntilItListens()
        return server
    }

    private func process(_ arguments: [String], _ environment: [String: String]) -> Process {
        let process = Process()
        process.executableURL = Self.binary
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        let clean = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("SOUK_") }
        process.environment = clean.merging(environment) { $1 }
        return process
    }

    /// Beside the tests.
    private static let binary = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("souk")
}

/// A `souk serve` that runs.
struct RunningServer {
    let process: Process
    let log: String

    var lines: [String] {
        get throws { try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map(String.init) }
    }

    func waitUntilItListens() async throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < deadline {
            if try lines.contains(where: { $0.contains("\"listening\"") }) { return }
            guard process.isRunning else { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        process.terminate()
        Issue.record("The server did not start: \(try lines.joined(separator: "\n"))")
    }

    /// Sends SIGTERM and returns the exit code and how long it took; kills after fifteen seconds.
    func stop(_ signal: Int32 = SIGTERM) async throws -> (exitCode: Int32, duration: Duration) {
        let start = ContinuousClock.now
        kill(process.processIdentifier, signal)
        while process.isRunning, ContinuousClock.now - start < .seconds(15) {
            try await Task.sleep(for: .milliseconds(10))
        }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        return (process.terminationStatus, ContinuousClock.now - start)
    }
}

/// A folder that is gone when the test is over.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("souk-\(UUID().uuidString.prefix(8))").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
