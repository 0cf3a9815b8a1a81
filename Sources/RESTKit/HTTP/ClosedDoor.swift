import Glibc
import NIOCore

/// Closes a listening socket's door before the socket itself. A socket that is closed resets the connections that wait in
/// its queue, and their clients cannot know whether their requests were read. Behind a closed door the kernel drops
/// requests to connect (a classic BPF filter on the SYN flag, Linux's socket(7)), while those who came before are accepted.
enum ClosedDoor {
    /// For handshakes that have begun to end.
    private static let timeToEnter = Duration.milliseconds(100)
    /// For all who are inside the door then to be accepted, on a machine however busy.
    private static let longestEntry = Duration.seconds(5)

    /// Returns when everybody who came before the door was shut has been accepted.
    static func letIn(_ channel: any Channel) async {
        try? await Task.sleep(for: timeToEnter)
        let end = ContinuousClock.now + longestEntry
        while await waiting(for: channel) > 0, ContinuousClock.now < end {
            try? await Task.sleep(for: .milliseconds(5))
        }
    }

    /// How many connections wait to be accepted: `tcpi_unacked`, of a socket that listens (Linux).
    static func waiting(for channel: any Channel) async -> Int {
        guard let socket = channel as? any SocketOptionProvider else { return 0 }
        return (try? await socket.getTCPInfo().get()).map { Int($0.tcpi_unacked) } ?? 0
    }

    /// False when the socket takes no filter.
    static func shut(_ channel: any Channel) async -> Bool {
        guard let socket = channel as? any SocketOptionProvider, channel.localAddress?.port != nil else {
            return false
        }
        let instructions = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: dropRequestsToConnect.count)
        defer { instructions.deallocate() }
        _ = instructions.initialize(from: dropRequestsToConnect)
        let program = FilterProgram(
            count: UInt16(instructions.count), instructions: UInt(bitPattern: instructions.baseAddress))
        do {
            try await socket.unsafeSetSocketOption(level: .socket, name: attachFilter, value: program).get()
            return true
        } catch {
            return false
        }
    }

    /// `SO_ATTACH_FILTER`.
    private static let attachFilter = NIOBSDSocket.Option(rawValue: 26)

    /// What of a packet the filter sees begins with its TCP header, whose flags are byte 13; SYN without ACK is 2 of 18.
    private static let dropRequestsToConnect: [UInt64] = [
        instruction(0x30, 13),  // load byte
        instruction(0x54, 0x12),  // and
        instruction(0x15, 0x02, otherwiseSkip: 1),  // jump unless equal
        instruction(0x06, 0),  // drop
        instruction(0x06, 0xFFFF_FFFF),  // take whole
    ]

    /// `struct sock_filter`: operation, how many to skip when true and when not, operand.
    private static func instruction(_ code: UInt16, _ operand: UInt32, otherwiseSkip skip: UInt8 = 0) -> UInt64 {
        let bytes = withUnsafeBytes(of: code, Array.init) + [0, skip] + withUnsafeBytes(of: operand, Array.init)
        return bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
    }

    /// `struct sock_fprog`: how many instructions, and their address.
    private struct FilterProgram: Sendable {
        let count: UInt16
        let instructions: UInt
    }
}
