#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A thread for hashes, which gives way to those that answer requests.
///
/// Swift's shared threads and Dispatch's (one pool on Linux) are as many as there are cores: hashes on them would keep
/// everything else waiting, and be kept waiting by it.
enum HashThread {
    /// Runs `body` on a new thread that ends with it. Throws ``PasswordHashFault`` when the system has no thread left.
    static func start(_ body: @escaping @Sendable () -> Void) throws {
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        let work = Unmanaged.passRetained(
            Work {
                giveWay()
                body()
            })
        let code = pthread_create(
            &thread, nil,
            { pointer in
                let pointer: UnsafeMutableRawPointer? = pointer
                if let pointer { Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body() }
                return nil
            }, work.toOpaque())
        guard code == 0 else {
            work.release()
            throw PasswordHashFault(code: code)
        }
        #if canImport(Darwin)
            if let thread { pthread_detach(thread) }
        #else
            pthread_detach(thread)
        #endif
    }

    /// Lowers the calling thread's priority. Linux has one for each thread; elsewhere it is left as it is.
    private static func giveWay() {
        #if os(Linux)
            _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 5)
        #endif
    }

    private final class Work: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }
}
