import FoundationEssentials
import Glibc
import Synchronization

/// Where a command speaks to a person: standard output for what was asked, standard error for the rest.
struct Terminal: Sendable {
    /// Whether standard output is a terminal, so that colour and progress make sense.
    let outputIsTerminal: Bool
    let errorIsTerminal: Bool
    let inputIsTerminal: Bool

    /// The process's own.
    static var standard: Terminal {
        Terminal(
            outputIsTerminal: isatty(STDOUT_FILENO) == 1, errorIsTerminal: isatty(STDERR_FILENO) == 1,
            inputIsTerminal: isatty(STDIN_FILENO) == 1)
    }

    /// A line of what was asked for.
    func say(_ line: String) {
        Self.write(line + "\n", to: STDOUT_FILENO)
    }

    /// A line beside the matter.
    func note(_ line: String) {
        Self.write(line + "\n", to: STDERR_FILENO)
    }

    /// Something that a person should look at but that prevents nothing.
    func warn(_ sentence: String) {
        note("warning: " + sentence)
    }

    /// Text without a line end, such as a question or a progress bar.
    func show(_ text: String) {
        Self.write(text, to: STDERR_FILENO)
    }

    /// Whether something that was asked for could not be written, and whoever reads had not seen enough.
    static var hasLostOutput: Bool { isOutputLost.load(ordering: .relaxed) }
    private static let isOutputLost = Atomic(false)

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                if descriptor == STDOUT_FILENO, errno != EPIPE { isOutputLost.store(true, ordering: .relaxed) }
                return
            }
            bytes = bytes.dropFirst(count)
        }
    }
}

/// What surrounds a command: the terminal and the environment. Passed in, so that nothing is read behind anyone's back.
struct Surroundings: Sendable {
    let terminal: Terminal
    let environment: [String: String]

    static var process: Surroundings {
        Surroundings(terminal: .standard, environment: ProcessInfo.processInfo.environment)
    }
}
