import Threads

/// A thread of the engine's own: Swift's shared threads must never wait for a disk.
enum EngineThread {
    /// Runs `body` on a new thread that ends with it. Throws ``EngineError`` when the system has no thread left.
    static func start(_ body: @escaping @Sendable () -> Void) throws(EngineError) {
        do {
            try OwnThread.start(body)
        } catch {
            throw .failed(code: Int(error.code), message: "no thread could be started")
        }
    }
}
