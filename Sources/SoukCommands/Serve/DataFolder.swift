import FoundationEssentials
import Glibc

/// The folder of everything that must last. Only its owner may look into one that is made here (0700).
enum DataFolder {
    static func prepare(_ path: String) throws(Failure) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Failure(.inputOutput, "The data folder \(path) cannot be made. Check its parent's permissions.")
        }
        guard access(path, W_OK | X_OK) == 0 else {
            throw Failure(.inputOutput, "The data folder \(path) cannot be written to. Check its permissions.")
        }
    }
}
