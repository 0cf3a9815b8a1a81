import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import Testing

/// A client that sends exactly the bytes it is told, when it is told.
final class RawClient: Sendable {
    private final class Collector: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer

        struct State {
            var bytes: [UInt8] = []
            /// How many were received and forgotten.
            var forgotten = 0
            var isForgetful = false
            /// After so many bytes nothing is taken from the socket any more.
            var most = Int.max
            var isEnded = false
            var isBroken = false

            var received: Int { forgotten + bytes.count }

            mutating func take(_ more: [UInt8]) {
                bytes += more
                guard isForgetful, bytes.count > 1_000_000 else { return }
                let excess = bytes.count - 1_000
                bytes.removeFirst(excess)
                forgotten += excess
            }
        }

        let state = NIOLockedValueBox(State())

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let bytes = Array(unwrapInboundIn(data).readableBytesView)
            let isEnough = state.withLockedValue { state in
                state.take(bytes)
                return state.received >= state.most
            }
            if isEnough { context.channel.setOption(.autoRead, value: false).whenFailure { _ in } }
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if let event = event as? ChannelEvent, event == .inputClosed { state.withLockedValue { $0.isEnded = true } }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            state.withLockedValue { $0.isBroken = true }
        }

        func channelInactive(context: ChannelHandlerContext) {
            state.withLockedValue { $0.isEnded = true }
        }
    }

    private let channel: any Channel
    private let collector: Collector

    private init(channel: any Channel, collector: Collector) {
        self.channel = channel
        self.collector = collector
    }

    static func connect(to address: SocketAddress) async throws -> RawClient {
        let collector = Collector()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(.socketOption(.so_rcvbuf), value: 128 * 1024)
            .channelInitializer { $0.pipeline.addHandler(collector) }
            .connect(to: address).get()
        return RawClient(channel: channel, collector: collector)
    }

    var received: String { String(decoding: collector.state.withLockedValue { $0.bytes }, as: UTF8.self) }

    /// The last so many bytes.
    func tail(_ count: Int) -> String {
        String(decoding: collector.state.withLockedValue { $0.bytes.suffix(count) }, as: UTF8.self)
    }

    var receivedBytes: Int { collector.state.withLockedValue { $0.received } }

    /// From now on of a long answer no more is kept than its end: gigabytes would take longer to keep than to send.
    func forget() {
        collector.state.withLockedValue { $0.isForgetful = true }
    }

    var isEnded: Bool { collector.state.withLockedValue { $0.isEnded } }

    /// Whether the connection was reset, and not closed.
    var isBroken: Bool { collector.state.withLockedValue { $0.isBroken } }

    func send(_ text: String) async throws {
        try await send(Array(text.utf8))
    }

    func send(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    /// Bytes that the server may refuse to read: whether they were taken is not asked.
    func pour(_ bytes: [UInt8]) {
        channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
    }

    /// Says that nothing more will be sent; answers are still read.
    func closeOutput() async throws {
        try await channel.close(mode: .output)
    }

    func close() async throws {
        try? await channel.close()
    }

    /// Goes as a program that was killed in the middle of reading.
    func reset() async throws {
        let socket = try #require(channel as? any SocketOptionProvider)
        try await socket.unsafeSetSocketOption(level: .socket, name: .so_linger, value: (CInt(1), CInt(0))).get()
        try? await channel.close()
    }

    /// From now on nothing is taken from the socket any more.
    func stopReading() async throws {
        try await channel.setOption(.autoRead, value: false).get()
    }

    /// Once so many bytes have been received nothing is taken from the socket any more: by itself, as whoever watches may
    /// look too late.
    func stopReading(after bytes: Int) async throws {
        collector.state.withLockedValue { $0.most = bytes }
        try await resumeReading()
    }

    /// Takes one piece from the socket.
    func readOnce() {
        channel.read()
    }

    func resumeReading() async throws {
        try await channel.setOption(.autoRead, value: true).get()
    }

    /// The next answer, taken off what was received.
    func answer(toHEAD: Bool = false, within limit: Duration = .seconds(30)) async throws -> RawAnswer {
        var answer: RawAnswer?
        _ = try await eventually(within: limit) {
            // Asked first: what came before the end is there once the end is.
            let hasEnded = isEnded
            answer = collector.state.withLockedValue { RawAnswer.take(from: &$0.bytes, toHEAD: toHEAD) }
            return answer != nil || hasEnded
        }
        return try #require(answer, "no answer, but: \(received)")
    }

    /// Whether the server closes the connection, or its side of it, without another byte.
    func ends(within limit: Duration = .seconds(30)) async throws -> Bool {
        try await eventually(within: limit) { isEnded } && received.isEmpty
    }
}
