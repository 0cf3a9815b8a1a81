import Foundation
import Testing

@testable import SoukCommands

@Suite("A log whose reader is slow, or goes away")
struct LogWriterTests {
    private static let long = String(repeating: "x", count: 300_000) + "\n"

    @Test(
        "What a pipe does not take is given up after a moment and written when it is read", arguments: [0, O_NONBLOCK])
    func full(_ flags: Int32) throws {
        let pipe = Pipe()
        let (reader, writer) = (pipe.fileHandleForReading.fileDescriptor, pipe.fileHandleForWriting.fileDescriptor)
        #expect(fcntl(reader, F_SETFL, O_NONBLOCK) == 0 && fcntl(writer, F_SETFL, flags) == 0)
        let log = LogWriter(descriptor: writer)
        for line in [Self.long, "whole\n", "more\n"] {
            log.append { $0.append(verbatim: Array(line.utf8)) }
            log.flush()
        }
        #expect(Self.read(reader, until: "more\n") == Self.long + "whole\nmore\n")
    }

    @Test("A terminal that nobody reads, which keeps who writes to it, keeps nobody who ends", .timeLimit(.minutes(1)))
    func terminal() {
        // ptmx(4): unlocked, and asked for the number of its other end.
        let master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var (isLocked, number): (Int32, UInt32) = (0, 0)
        #expect(ioctl(master, 0x4004_5431, &isLocked) == 0 && ioctl(master, 0x8004_5430, &number) == 0)
        let slave = open("/dev/pts/\(number)", O_WRONLY | O_NOCTTY)
        #expect(slave >= 0)
        let log = LogWriter(descriptor: slave)
        log.append { $0.append(verbatim: Array(Self.long.utf8)) }
        log.flush()
        close(master)
    }

    @Test("Lines beyond what is kept for a reader are counted")
    func dropped() throws {
        let pipe = Pipe()
        let (reader, writer) = (pipe.fileHandleForReading.fileDescriptor, pipe.fileHandleForWriting.fileDescriptor)
        #expect(fcntl(reader, F_SETFL, O_NONBLOCK) == 0)
        let log = LogWriter(descriptor: writer)
        log.append { $0.append(verbatim: Array(Self.long.utf8)) }
        log.flush()
        for _ in 0..<20 { log.append { $0.append(verbatim: Array(Self.long.utf8)) } }
        let told = Self.read(reader, until: "dropped)\n")
        let kept = told.split(separator: "\n")
        #expect(kept.dropLast().allSatisfy { $0.utf8.count == 300_000 } && kept.count >= 14)
        #expect(kept.last == "(\(21 - (kept.count - 1)) log lines were dropped)")
    }

    @Test("A line of which the descriptor took a part before it failed is ended before the next")
    func torn() throws {
        signal(SIGPIPE, SIG_IGN)
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("souk-\(UUID()).fifo").path
        #expect(mkfifo(path, 0o600) == 0)
        defer { unlink(path) }
        let first = open(path, O_RDONLY | O_NONBLOCK)
        let writer = open(path, O_WRONLY)
        defer { close(writer) }
        let log = LogWriter(descriptor: writer)
        log.append { $0.append(verbatim: Array(Self.long.utf8)) }
        log.flush()
        close(first)
        log.flush()
        let second = open(path, O_RDONLY | O_NONBLOCK)
        defer { close(second) }
        log.append { $0.append(verbatim: Array("whole\n".utf8)) }
        let told = Self.read(second, until: "whole\n")
        #expect(told.count < 300_000 && told.hasPrefix("xxx") && told.hasSuffix("x\nwhole\n"))
    }

    /// What comes until it ends so, or a minute is over.
    private static func read(_ descriptor: Int32, until end: String) -> String {
        let deadline = ContinuousClock.now + .seconds(60)
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while !bytes.suffix(end.utf8.count).elementsEqual(end.utf8), ContinuousClock.now < deadline {
            let count = Foundation.read(descriptor, &piece, piece.count)
            if count > 0 { bytes += piece.prefix(count) } else { usleep(1_000) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
