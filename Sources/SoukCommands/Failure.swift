/// Why a command could not do what was asked: a sentence for the person, and an exit code for the script (`sysexits.h`).
struct Failure: Error, Equatable {
    let sentence: String
    let exitCode: ExitStatus

    init(_ exitCode: ExitStatus, _ sentence: String) {
        self.exitCode = exitCode
        self.sentence = sentence
    }
}

/// How the program ends. The numbers are those of `sysexits.h`, which service managers know.
enum ExitStatus: Int32, Codable, Sendable {
    case success = 0
    /// The shop's rules refused it: the e-mail is taken, there is no such user.
    case refused = 1
    /// The command line is not one of ours.
    case usage = 64
    /// What was typed or piped in cannot be used.
    case dataError = 65
    /// Something it needs is taken or away: the port, the database.
    case unavailable = 69
    /// A fault of ours.
    case software = 70
    /// A file could not be read or written.
    case inputOutput = 74
    /// Somebody pressed Control-C.
    case interrupted = 130
    /// A setting is wrong.
    case configuration = 78
}
