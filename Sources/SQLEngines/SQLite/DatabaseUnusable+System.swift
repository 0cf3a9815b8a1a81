import Glibc

extension DatabaseUnusable {
    /// What the system's error number means for somebody who wants to open a database at `path`.
    static func system(_ code: Int32, _ path: String) -> DatabaseUnusable {
        switch code {
        case EACCES, EPERM:
            DatabaseUnusable("\(path) may not be written by this user. Change its owner, or choose another path.")
        case EROFS: DatabaseUnusable("\(path) lies on a file system that can only be read. Choose another path.")
        case ENOSPC, EDQUOT: DatabaseUnusable("There is no room left for \(path).")
        case ENOENT, ENOTDIR: DatabaseUnusable("The folder of \(path) is missing and cannot be made.")
        case ENAMETOOLONG: DatabaseUnusable("The path \(path) is too long.")
        case EMFILE, ENFILE: DatabaseUnusable("\(path) cannot be opened: too many files are open already.")
        default: DatabaseUnusable("\(path) cannot be opened: \(String(cString: strerror(code))).")
        }
    }

    /// What an engine's error means for somebody who wants to open a database at `path`.
    static func engine(_ error: EngineError, _ path: String) -> DatabaseUnusable {
        switch error {
        case .storageFull: system(ENOSPC, path)
        case .timedOut, .overloaded, .unavailable, .outcomeUnknown, .closed:
            DatabaseUnusable("\(path) is locked by another program, such as a database tool. Close it first.")
        case .failed(_, let message): DatabaseUnusable("\(path) cannot be opened: \(message).")
        }
    }
}
