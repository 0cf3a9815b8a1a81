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
        let headers: HPACKHeaders = [":method": "GET", ":scheme": "https", ":authority": "localhost", ":path": path]
        try await send(.headers(.init(headers: headers, endStream: true)), on: stream)
    }

    /// All at once, each path on the next of the streams that clients open.
    func get(_ paths: [String]) async throws {
        try await channel.eventLoop.submit { [channel] in
            for (number, path) in paths.enumerated() {
                let headers: HPACKHeaders = [
                    ":method": "GET", ":scheme": "https", ":authority": "localhost", ":path": path,
                ]
                let payload = HTTP2Frame.FramePayload.headers(.init(headers: headers, endStream: true))
                channel.write(HTTP2Frame(streamID: HTTP2StreamID(number * 2 + 1), payload: payload), promise: nil)
            }
            channel.flush()
        }.get()
    }

    func widen(_ stream: HTTP2StreamID, by size: Int) async throws {
        try await send(.windowUpdate(windowSizeIncrement: size), on: stream)
    }

    func reset(_ stream: HTTP2StreamID) async throws {
        try await send(.rstStream(.cancel), on: stream)
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

    private func send(_ payload: HTTP2Frame.FramePayload, on stream: HTTP2StreamID) async throws {
        let frame = HTTP2Frame(streamID: stream, payload: payload)
        try await channel.eventLoop.submit { self.channel.writeAndFlush(frame, promise: nil) }.get()
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
