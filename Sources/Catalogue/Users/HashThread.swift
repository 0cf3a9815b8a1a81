import Glibc
import Threads

/// A thread for hashes, which gives way to those that answer requests.
enum HashThread {
    /// Runs `body` on a new thread that ends with it. Throws ``PasswordHashFault`` when the system has no thread left.
    static func start(_ body: @escaping @Sendable () -> Void) throws(PasswordHashFault) {
        do {
            try OwnThread.start {
                giveWay()
                body()
            }
        } catch {
            throw PasswordHashFault(code: error.code)
        }
    }

    /// Lowers the calling thread's priority: Linux has one for each thread.
    private static func giveWay() {
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 5)
    }
}
