import Catalogue
import Glibc

/// Where a new password comes from: asked twice without showing it, read from a pipe, or made up. Never from the
/// command line itself, which other users of the machine can read.
struct PasswordPrompt {
    let terminal: Terminal
    let random: SecureRandom

    /// The password, and whether it was made up here and so must be shown once.
    func password(for email: String, isGenerated: Bool) throws(Failure) -> (text: String, isGenerated: Bool) {
        if isGenerated { return (GeneratedPassword.make(random), true) }
        guard terminal.inputIsTerminal else { return (try piped(), false) }
        let first = try asked("New password for \(email): ")
        guard try asked("Once more: ") == first else {
            throw Failure(.dataError, "The two passwords differ; nothing was changed.")
        }
        return (first, false)
    }

    private func piped() throws(Failure) -> String {
        guard let line = readLine(strippingNewline: true), !line.isEmpty else {
            throw Failure(
                .dataError, "No password came in. Type it at the prompt, pipe one line in, or use --generate.")
        }
        return line
    }

    private func asked(_ question: String) throws(Failure) -> String {
        terminal.show(question)
        defer { terminal.note("") }
        var shown = termios()
        let canHide = tcgetattr(STDIN_FILENO, &shown) == 0
        guard canHide else { throw Failure(.inputOutput, "The terminal cannot hide what is typed. Use --generate.") }
        var hidden = shown
        hidden.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
        defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown) }
        guard let line = readLine(strippingNewline: true) else { throw Failure(.interrupted, "Interrupted.") }
        return line
    }
}

/// A password that is easy to read out and type: four groups of five letters and digits without look-alikes,
/// about 98 bits.
enum GeneratedPassword {
    private static let alphabet = Array("abcdefghjkmnpqrstuvwxyz23456789")

    static func make(_ random: SecureRandom) -> String {
        (0..<4).map { _ in group(random) }.joined(separator: "-")
    }

    private static func group(_ random: SecureRandom) -> String {
        String((0..<5).map { _ in alphabet[Int(random.word() % UInt64(alphabet.count))] })
    }
}
