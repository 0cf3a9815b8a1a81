import CEpoll
import Glibc
import Synchronization

/// Tells when a socket that libpq owns can be read or written: one thread that only waits (epoll(7)).
///
/// SwiftNIO watches no descriptor that it does not read itself. What is to be done is done on the connection's own
/// event loop; each readiness is told once, until it is asked for again. Its descriptors live as long as anybody may still
/// name them: a number that was closed is soon another's, and what is written to it would reach that one.
final class SocketWatch: Sendable {
    private let epoll: Int32
    /// Written to once, to end the thread.
    private let ending: Int32
    private let ready = Mutex<[UInt64: @Sendable () -> Void]>([:])
    private let numbers = Atomic<UInt64>(1)

    init() throws {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        ending = eventfd(0, Int32(EFD_CLOEXEC))
        guard epoll >= 0, ending >= 0 else {
            throw EngineError.failed(code: Int(errno), message: "no more descriptors")
        }
        control(EPOLL_CTL_ADD, ending, number: 0, EPOLLIN.rawValue)
        try EngineThread.start { self.watch() }
    }

    deinit {
        close(epoll)
        close(ending)
    }

    /// A number for a socket that is to be watched; `act` is called on the watching thread and must return at once.
    func add(_ socket: Int32, _ act: @escaping @Sendable () -> Void) -> UInt64 {
        let number = numbers.add(1, ordering: .relaxed).newValue
        ready.withLock { $0[number] = act }
        control(EPOLL_CTL_ADD, socket, number: number, Self.events(writing: false))
        return number
    }

    /// Asks to be told once more.
    func arm(_ socket: Int32, number: UInt64, writing: Bool) {
        control(EPOLL_CTL_MOD, socket, number: number, Self.events(writing: writing))
    }

    func remove(_ socket: Int32, number: UInt64) {
        control(EPOLL_CTL_DEL, socket, number: number, 0)
        _ = ready.withLock { $0.removeValue(forKey: number) }
    }

    /// Ends the thread, also when it has ended before.
    func end() {
        eventfd_write(ending, 1)
    }

    private static func events(writing: Bool) -> UInt32 {
        let events = EPOLLIN.rawValue | EPOLLRDHUP.rawValue | EPOLLONESHOT.rawValue
        return writing ? events | EPOLLOUT.rawValue : events
    }

    private func control(_ operation: Int32, _ socket: Int32, number: UInt64, _ events: UInt32) {
        var event = epoll_event()
        event.events = events
        event.data.u64 = number
        epoll_ctl(epoll, operation, socket, &event)
    }

    private func watch() {
        var events = [epoll_event](repeating: epoll_event(), count: 32)
        while true {
            let count = epoll_wait(epoll, &events, Int32(events.count), -1)
            if count < 0, errno != EINTR { return }
            for event in events.prefix(max(0, Int(count))) {
                if event.data.u64 == 0 { return }
                ready.withLock { $0[event.data.u64] }?()
            }
        }
    }
}
