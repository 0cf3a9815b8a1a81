import Catalogue
import SoukServer

extension Installation {
    /// Writes what the order asks for into the file, or to standard output.
    func exportItems(_ order: ExportOrder, to path: String?) async throws(Failure) {
        let file = try CommandFile.writing(path)
        let bar = ProgressBar(terminal)
        do {
            let reply = try await reply(to: .exportItems(order), files: .writing(file)) { done, total in
                bar.show(done, of: total)
            }
            bar.clear()
            let lines = try reply.lines()
            try file.finish()
            lines.forEach(terminal.note)
        } catch {
            bar.clear()
            file.abandon()
            throw error
        }
    }

    /// Imports the file and says what came of it. Throws a ``Failure`` when a row was refused.
    func importItems(_ order: ImportOrder, from path: String, report reportPath: String?) async throws(Failure) {
        let file = try CommandFile.reading(path)
        let reportFile = try reportPath.map { path throws(Failure) in try CommandFile.writing(path) }
        let bar = ProgressBar(terminal)
        let reply: AdministrationReply
        do {
            reply = try await self.reply(to: .importItems(order), files: .reading(file)) { done, total in
                bar.show(done, of: total)
            }
        } catch {
            bar.clear()
            reportFile?.abandon()
            throw error
        }
        bar.clear()
        guard case .imported(let report) = reply else {
            reportFile?.abandon()
            return try reply.lines().forEach(terminal.say)
        }
        ImportText.faults(report).forEach(terminal.note)
        let summary = ImportText.summary(report, order)
        // The report goes to standard output by itself.
        if reportPath == "-" { terminal.note(summary) } else { terminal.say(summary) }
        do throws(Failure) {
            try reportFile?.write(report.csv)
            try reportFile?.finish()
        } catch {
            reportFile?.abandon()
            throw error
        }
        if report.refused > 0 { throw Failure(.dataError, "") }
    }
}

extension AdministrationReply {
    /// What is to be said. Throws the refusal.
    func lines() throws(Failure) -> [String] {
        switch self {
        case .done(let lines): return lines
        case .refused(let sentence, let exitCode): throw Failure(exitCode, sentence)
        case .ready, .progress, .imported: throw Failure(.software, "The work ended without a result.")
        }
    }
}
