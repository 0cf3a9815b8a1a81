import NIOConcurrencyHelpers
import NIOCore
import NIOHPACK
import NIOHTTP2
import NIOPosix
import NIOSSL
import RESTKit
import Testing

/// A client of HTTP/2 that takes no more of a stream than the 65,535 bytes of its window, until it is told to.
final class HTTP2Reader: Sendable {
    private final class Collector: ChannelInboundHandler, Sendable {
        typealias InboundIn = HTTP2Frame

        struct State {
            var content: [HTTP2StreamID: [UInt8]] = [:]
            var ends: [HTTP2StreamID: String] = [:]
        }

        let state = NIOLockedValueBox(State())

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let frame = unwrapInboundIn(data)
            state.withLockedValue { state in
                switch frame.payload {
                case .data(let data):
                    if case .byteBuffer(let bytes) = data.data {
                        state.content[frame.streamID, default: []] += Array(bytes.readableBytesView)
                    }
                    if data.endStream { state.ends[frame.streamID] = "whole" }
                case .headers(let headers) where headers.endStream: state.ends[frame.streamID] = "whole"
                case .rstStream(let code): state.ends[frame.streamID] = "reset \(code.networkCode)"
                default: break
                }
            }
        }
    }

    private let channel: any Channel
    private let collector: Collector

    private init(channel: any Channel, collector: Collector) {
        self.channel = channel
        self.collector = collector
    }

    /// The window of the connection is wide open, those of its streams are not.
    static func connect(to address: SocketAddress) async throws -> HTTP2Reader {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.certificateVerification = .none
        tls.applicationProtocols = ["h2"]
        let context = try NIOSSLContext(configuration: tls)
        let collector = Collector()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: "localhost"))
                    try pipeline.addHandlers([NIOHTTP2Handler(mode: .client), collector])
                }
            }.connect(to: address).get()
        let reader = HTTP2Reader(channel: channel, collector: collector)
        try await reader.widen(.rootStream, by: 1 << 30)
        return reader
    }

    func get(_ path: String, on stream: HTTP2StreamID) async throws {
        try await send([(stream, Self.head("GET", path, isWhole: true))])
    }

    /// All at once.
    func get(_ paths: [HTTP2StreamID: String]) async throws {
        try await send(paths.map { ($0.key, Self.head("GET", $0.value, isWhole: true)) })
    }

    /// Heads of requests whose bodies, of one byte each, are to come.
    func beginPosting(to paths: [HTTP2StreamID: String]) async throws {
        try await send(paths.map { ($0.key, Self.head("POST", $0.value, isWhole: false)) })
    }

    /// Those bodies, all at once.
    func endPosting(on streams: [HTTP2StreamID]) async throws {
        let content = HTTP2Frame.FramePayload.data(.init(data: .byteBuffer(ByteBuffer(string: "b")), endStream: true))
        try await send(streams.map { ($0, content) })
    }

    private static func head(_ method: String, _ path: String, isWhole: Bool) -> HTTP2Frame.FramePayload {
        let fields: HPACKHeaders = [":method": method, ":scheme": "https", ":authority": "localhost", ":path": path]
        return .headers(.init(headers: fields, endStream: isWhole))
    }

    func widen(_ stream: HTTP2StreamID, by size: Int) async throws {
        try await send([(stream, .windowUpdate(windowSizeIncrement: size))])
    }

    func reset(_ stream: HTTP2StreamID) async throws {
        try await send([(stream, .rstStream(.cancel))])
    }

    func content(of stream: HTTP2StreamID) -> [UInt8] {
        collector.state.withLockedValue { $0.content[stream] ?? [] }
    }

    /// `whole`, or `reset` and a code; nil while it goes on.
    func end(of stream: HTTP2StreamID) -> String? {
        collector.state.withLockedValue { $0.ends[stream] }
    }

    /// How many streams have ended as they should.
    var answered: Int {
        collector.state.withLockedValue { $0.ends.values.count { $0 == "whole" } }
    }

    func close() async throws {
        try? await channel.close()
    }

    /// In the order of their streams: none may be opened after a later one.
    private func send(_ frames: [(stream: HTTP2StreamID, payload: HTTP2Frame.FramePayload)]) async throws {
        try await channel.eventLoop.submit { [channel] in
            for (stream, payload) in frames.sorted(by: { $0.stream < $1.stream }) {
                channel.write(HTTP2Frame(streamID: stream, payload: payload), promise: nil)
            }
            channel.flush()
        }.get()
    }
}

/// A server with HTTP/2 and a reader on a connection to it.
func withHTTP2Reader(
    _ configure: (inout HTTPServer.Configuration) -> Void = { _ in },
    _ body: (TestServer, HTTP2Reader) async throws -> Void
) async throws {
    try await withTLSServer(configure) { server, _ in
        let reader = try await HTTP2Reader.connect(to: #require(server.server.boundAddress))
        try await body(server, reader)
        try await reader.close()
    }
}
