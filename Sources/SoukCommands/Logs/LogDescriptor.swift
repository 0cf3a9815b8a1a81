import Glibc

/// A descriptor that takes what it can take at once: nobody is kept by a pipe that nobody reads.
struct LogDescriptor: Sendable {
    private let descriptor: Int32
    /// Whether it always takes everything, or fails.
    private let isFile: Bool

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        var status = stat()
        isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Writes until all is taken, the descriptor fails, or it is that time. How much was taken, and whether the rest may be
    /// later.
    func put(_ bytes: ArraySlice<UInt8>, until deadline: ContinuousClock.Instant) -> (taken: Int, isStuck: Bool) {
        var rest = bytes
        while !rest.isEmpty {
            guard isReady(until: deadline) else { return (bytes.count - rest.count, true) }
            let count = piece(rest).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                return (bytes.count - rest.count, true)
            } else if errno != EINTR {
                break
            }
        }
        return (bytes.count - rest.count, false)
    }

    /// What is written at once: of a pipe that has room as much as it has room for in any case, in whole lines if it can be, so
    /// that nobody else who writes there comes between (pipe(7)).
    private func piece(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        if isFile { return rest }
        let most = rest.prefix(Int(PIPE_BUF))
        return most.lastIndex(of: UInt8(ascii: "\n")).map { rest[...$0] } ?? most
    }

    /// Ready to fail is ready, too.
    private func isReady(until deadline: ContinuousClock.Instant) -> Bool {
        var asked = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        while true {
            let left = max(.zero, deadline - .now) / .milliseconds(1)
            let count = poll(&asked, 1, Int32(left.rounded(.up)))
            if count >= 0 || errno != EINTR { return count != 0 }
        }
    }
}
