import ArgumentParser

/// The program `souk`: finds the command, runs it, and turns whatever goes wrong into a sentence and an exit code.
public enum Program {
    /// Runs the command that `arguments` (without the program's own name) ask for.
    ///
    /// Returns the exit code (`sysexits.h`): 0, 1 when the shop's rules refused it, 64 for a wrong command line,
    /// 69 when the port or the database is taken, 78 for a wrong setting.
    public static func run(_ arguments: [String]) async -> Int32 {
        do {
            var command = try Souk.parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return success
        } catch {
            return isWorded(error) ? report(parsing: error) : report(Failure(explaining: error))
        }
    }

    /// What was asked for was done, and said.
    private static var success: Int32 {
        Terminal.hasLostOutput
            ? report(Failure(.inputOutput, "It is done, but standard output could not be written."))
            : ExitStatus.success.rawValue
    }

    /// Whether ArgumentParser has the words for it: help that was asked for, and a command line that is not ours.
    private static func isWorded(_ error: any Error) -> Bool {
        error is CleanExit || error is ValidationError || error is ArgumentParser.ExitCode
            || Souk.exitCode(for: error) == .validationFailure || Souk.exitCode(for: error).isSuccess
    }

    private static func report(_ failure: Failure) -> Int32 {
        if !failure.sentence.isEmpty { Terminal.standard.note("souk: " + failure.sentence) }
        return failure.exitCode.rawValue
    }

    /// Help and usage errors are ArgumentParser's to word.
    private static func report(parsing error: any Error) -> Int32 {
        let code = Souk.exitCode(for: error)
        let text = Souk.fullMessage(for: error)
        if code.isSuccess {
            Terminal.standard.say(text)
            return success
        }
        Terminal.standard.note(text)
        return code.rawValue
    }
}
