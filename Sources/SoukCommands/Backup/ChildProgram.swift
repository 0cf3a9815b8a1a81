import Foundation
import Synchronization

/// Another program, run to its end.
struct ChildProgram: Sendable {
    let path: String
    let environment: [String: String]

    /// Runs it and returns what it printed. Throws a ``Failure`` with its own last words when it did not end well.
    /// A cancelled task ends it.
    @discardableResult
    func run(_ arguments: [String]) async throws -> String {
        let process = RunningProgram(path, arguments, environment)
        return try await withTaskCancellationHandler {
            let (status, output, complaint) = try await process.finish()
            try Task.checkCancellation()
            guard status == 0 else {
                let words = complaint.split(separator: "\n").suffix(3).joined(separator: " ")
                let isFull = complaint.contains("No space left on device") || complaint.contains("File too large")
                throw Failure(
                    isFull ? .inputOutput : .unavailable,
                    "\(name) failed: \(words.isEmpty ? "it ended with \(status)" : words)")
            }
            return output
        } onCancel: {
            process.end()
        }
    }

    private var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}

/// A program under way: one task waits for its end, and another may bring that about.
private final class RunningProgram: Sendable {
    private let process: Mutex<Process>
    private let output = Pipe()
    private let errors = Pipe()

    init(_ path: String, _ arguments: [String], _ environment: [String: String]) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        self.process = Mutex(process)
    }

    func finish() async throws -> (status: Int32, output: String, errors: String) {
        async let printed = Self.text(of: output)
        async let complained = Self.text(of: errors)
        let status = try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Int32, any Error>) in
            process.withLock { process in
                process.terminationHandler = { ended.resume(returning: $0.terminationStatus) }
                do {
                    try Task.checkCancellation()
                    try process.run()
                } catch {
                    // Else those who read would wait for ever for what nobody writes.
                    try? output.fileHandleForWriting.close()
                    try? errors.fileHandleForWriting.close()
                    ended.resume(throwing: error)
                }
            }
        }
        return (status, await printed, await complained)
    }

    func end() {
        process.withLock { process in if process.isRunning { process.terminate() } }
    }

    private static func text(of pipe: Pipe) async -> String {
        await withCheckedContinuation { done in
            DispatchQueue.global().async {
                done.resume(returning: String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self))
            }
        }
    }
}
