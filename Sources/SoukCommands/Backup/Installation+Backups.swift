import Foundation
import SQLEngines
import SoukServer

extension Installation {
    /// The named folder, or the usual one, by its whole path: the server that is asked may run elsewhere.
    func backupFolder(_ path: String?) -> BackupFolder {
        BackupFolder(path: URL(fileURLWithPath: path ?? settings.dataFolder + "/backups").path)
    }

    /// Puts the backup in the database's place and says what to do next.
    func restore(_ file: BackupFile, isForced: Bool) async throws(Failure) {
        do {
            switch settings.database.location {
            case .sqlite(let path):
                let restoring = SQLiteRestoring(file: file, path: path, clock: clock)
                for line in try await restoring.run(isForced: isForced) { terminal.say(line) }
            case .postgres: throw Failure(.unavailable, "not built yet")
            }
        } catch {
            throw Failure(explaining: error)
        }
        if case .file(let keys)? = try? settings.keySource(), !FileManager.default.fileExists(atPath: keys) {
            terminal.note(
                "The signing keys are not part of a backup: put yours back as \(keys), or run `souk key adopt`; then "
                    + "everybody has to log in again.")
        }
    }
}
