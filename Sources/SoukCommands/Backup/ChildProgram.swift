import Subprocess
import SystemPackage

/// Another program, run to its end.
struct ChildProgram: Sendable {
    let path: String
    let environment: [String: String]

    /// Bytes that a program may print on each of its outputs.
    private static let longestOutput = 16 << 20

    /// Runs it and returns what it printed. Throws a ``Failure`` with its own last words when it did not end well.
    /// A cancelled task asks it to end, and ends it when it has not in five seconds.
    @discardableResult
    func run(_ arguments: [String]) async throws -> String {
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(5))]
        let ended = try await Subprocess.run(
            .path(FilePath(path)), arguments: Arguments(arguments), environment: .custom(variables),
            platformOptions: options, output: .string(limit: Self.longestOutput),
            error: .string(limit: Self.longestOutput))
        try Task.checkCancellation()
        guard ended.terminationStatus.isSuccess else {
            throw failure(ended.standardError, ended.terminationStatus)
        }
        return ended.standardOutput
    }

    private func failure(_ complaint: String, _ status: TerminationStatus) -> Failure {
        let words = complaint.split(separator: "\n").suffix(3).joined(separator: " ")
        let isFull = complaint.contains("No space left on device") || complaint.contains("File too large")
        return Failure(
            isFull ? .inputOutput : .unavailable,
            "\(name) failed: \(words.isEmpty ? "it ended with \(status)" : words)")
    }

    private var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    private var variables: [Environment.Key: String] {
        Dictionary(uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0), $1) })
    }
}
