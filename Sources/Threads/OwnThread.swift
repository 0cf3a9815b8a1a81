import Glibc

/// A thread of one's own, for work that blocks. Swift's shared threads and Dispatch's (one pool on Linux) are as many as
/// there are cores: whatever waits on them keeps everything else waiting.
public enum OwnThread {
    /// Runs `body` on a new thread that ends with it. Throws ``ThreadRefused`` when the system has no thread left.
    public static func start(_ body: @escaping @Sendable () -> Void) throws(ThreadRefused) {
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(body))
        let code = pthread_create(
            &thread, nil,
            { pointer in
                let pointer: UnsafeMutableRawPointer? = pointer
                if let pointer { Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body() }
                return nil
            }, work.toOpaque())
        guard code == 0 else {
            work.release()
            throw ThreadRefused(code: code)
        }
        pthread_detach(thread)
    }

    private final class Work: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }
}

/// The system would not start a thread.
public struct ThreadRefused: Error, Sendable, Equatable {
    /// What `pthread_create(3)` said.
    public let code: Int32
}
