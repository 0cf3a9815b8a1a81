import Glibc

/// A descriptor that takes what it can take at once: nobody is kept by a pipe that nobody reads.
struct LogDescriptor: Sendable {
    /// How much of some bytes was taken, and whether the rest may be taken later.
    struct Taken {
        var count = 0
        var isStuck = false
    }

    private let descriptor: Int32
    /// In bytes. A pipe that has room at all has it for so many (pipe(7)), and writing them does not wait.
    private let piece: Int

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        var status = stat()
        let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        piece = isFile ? .max : Int(PIPE_BUF)
    }

    /// Writes until all is taken, the descriptor fails, or it has taken nothing for so many milliseconds.
    func put(_ bytes: some Collection<UInt8>, within patience: Int32) -> Taken {
        var taken = Taken()
        _ = bytes.withContiguousStorageIfAvailable { bytes in
            while taken.count < bytes.count {
                guard isReady(within: patience) else {
                    taken.isStuck = true
                    return
                }
                let count = write(
                    descriptor, bytes.baseAddress.map { $0 + taken.count }, min(piece, bytes.count - taken.count))
                if count > 0 {
                    taken.count += count
                } else if errno == EAGAIN {
                    taken.isStuck = true
                    return
                } else if errno != EINTR {
                    return
                }
            }
        }
        return taken
    }

    /// Ready to fail is ready, too.
    private func isReady(within patience: Int32) -> Bool {
        var asked = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        while true {
            let count = poll(&asked, 1, patience)
            if count >= 0 || errno != EINTR { return count != 0 }
        }
    }
}
