import NIOCore
import NIOPosix
import NIOSSL

/// One question to `/readyz`, over a connection of its own.
struct HealthCheck: Sendable {
    let host: String
    let port: Int
    let isTLS: Bool

    private static let timeLimit = TimeAmount.seconds(3)
    private static let longestAnswer = 64 * 1024

    /// A sentence when the server is ready. Throws a ``Failure`` with exit code 1 when it is not, or does not say.
    func run() async throws(Failure) -> String {
        let answer: String
        do {
            answer = try await ask()
        } catch {
            throw Failure(.refused, "Nobody answers on \(address) within 3 seconds.")
        }
        guard let status = answer.split(separator: " ", maxSplits: 2).dropFirst().first else {
            throw Failure(.refused, "What answers on \(address) does not speak HTTP.")
        }
        guard status == "200" else {
            throw Failure(.refused, "The server on \(address) is not ready (status \(status)).")
        }
        return "The server on \(address) is ready."
    }

    private var address: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    /// Where a server that listens on every address can be reached from its own machine.
    private var target: String {
        switch host {
        case "0.0.0.0": "127.0.0.1"
        case "::": "::1"
        default: host
        }
    }

    private func ask() async throws -> String {
        let group = MultiThreadedEventLoopGroup.singleton
        let connected = ClientBootstrap(group: group).connectTimeout(Self.timeLimit)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if isTLS { try channel.pipeline.syncOperations.addHandler(Self.tls()) }
                }
            }
        let channel = try await connected.connect(host: target, port: port) { channel in
            channel.eventLoop.makeCompletedFuture {
                try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
            }
        }
        let limit = channel.channel.eventLoop.scheduleTask(in: Self.timeLimit) {
            channel.channel.close(promise: nil)
        }
        defer { limit.cancel() }
        return try await channel.executeThenClose { inbound, outbound in
            let request = "GET /readyz HTTP/1.1\r\nHost: \(address)\r\nConnection: close\r\n\r\n"
            try await outbound.write(ByteBuffer(string: request))
            return try await Self.text(of: inbound)
        }
    }

    private static func text(of inbound: NIOAsyncChannelInboundStream<ByteBuffer>) async throws -> String {
        var answer = ByteBuffer()
        for try await bytes in inbound {
            answer.writeImmutableBuffer(bytes)
            if answer.readableBytes > longestAnswer { break }
        }
        return String(buffer: answer)
    }

    /// The certificate names the outside's host, not this machine: whose it is does not matter here.
    private static func tls() throws -> NIOSSLClientHandler {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        return try NIOSSLClientHandler(context: NIOSSLContext(configuration: configuration), serverHostname: nil)
    }
}
