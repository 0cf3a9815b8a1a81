import Foundation
import Logging
import NIOCore
import NIOPosix
import SQLEngines
import ServiceLifecycle

/// The server's end of the control socket.
struct ControlServer: Service {
    let path: String
    /// Where this server's database is (``EngineURL/whereabouts``), and how to call it to people.
    let database: EngineURL
    let administration: Administration
    let logger: Logger

    /// Listens until the server shuts down. A socket file left by a crash is replaced: whoever gets here holds the
    /// database, so nobody else can be listening. Without a socket the server runs all the same, and says so.
    func run() async throws {
        guard path.utf8.count <= ControlSocket.longestPath else {
            return try await goWithout("its path is longer than \(ControlSocket.longestPath) bytes")
        }
        let listener: NIOAsyncChannel<ControlSocket.Channel, Never>
        do {
            listener = try await listen()
        } catch {
            return try await goWithout("\(error)")
        }
        await cancelWhenGracefulShutdown {
            await serve(listener)
        }
        unlink(path)
    }

    private func goWithout(_ reason: String) async throws {
        logger.warning(
            "No control socket: commands work only while the server is stopped",
            metadata: [
                "path": "\(path)", "reason": "\(reason)",
            ])
        try await gracefulShutdown()
    }

    private func listen() async throws -> NIOAsyncChannel<ControlSocket.Channel, Never> {
        let mask = umask(0o177)
        defer { umask(mask) }
        return try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true) { channel in
                channel.eventLoop.makeCompletedFuture { try ControlSocket.framed(channel) }
            }
    }

    private func serve(_ listener: NIOAsyncChannel<ControlSocket.Channel, Never>) async {
        await withDiscardingTaskGroup { group in
            do {
                try await listener.executeThenClose { connections in
                    for try await connection in connections {
                        group.addTask { await answer(connection) }
                    }
                }
            } catch {
                if !Task.isCancelled { logger.error("The control socket failed", metadata: ["error": "\(error)"]) }
            }
            group.cancelAll()
        }
    }

    private func answer(_ connection: ControlSocket.Channel) async {
        do {
            try await connection.executeThenClose { inbound, outbound in
                var frames = inbound.makeAsyncIterator()
                guard let frame = try await frames.next() else { return }
                let reply: AdministrationReply
                switch understood(frame) {
                case .failure(let failure): reply = AdministrationReply(failure)
                case .success(let request):
                    reply = try await perform(request, &frames, outbound)
                    logger.notice(
                        "command", metadata: ["action": "\(request.name)", "outcome": "\(reply.outcome)"])
                }
                try await outbound.write(ControlMessage.encoded(reply))
            }
        } catch {
            logger.debug("A command hung up", metadata: ["error": "\(error)"])
        }
    }

    private func understood(_ frame: ByteBuffer) -> Result<AdministrationRequest, Failure> {
        guard let message = try? ControlMessage.decoded(frame, as: ControlRequest.self) else {
            return .failure(
                Failure(
                    .unavailable,
                    "The running server is of another version than this command. Restart the server."))
        }
        guard message.database == nil || message.database == database.whereabouts else {
            return .failure(
                Failure(
                    .usage,
                    "The server of this data folder has another database, \(database). For yours, name its own folder: "
                        + "--data PATH."))
        }
        return .success(message.request)
    }

    private func perform(
        _ request: AdministrationRequest, _ frames: inout ControlSocket.Frames,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) async throws -> AdministrationReply {
        var upload: Spool?
        if request.takesFile {
            try await outbound.write(ControlMessage.encoded(AdministrationReply.ready))
            switch try await Spool.receive(&frames, in: URL(fileURLWithPath: path).deletingLastPathComponent().path) {
            case .failure(let failure): return AdministrationReply(failure)
            case .success(let spool): upload = spool
            }
        }
        let files = RequestFiles(upload: upload) { try await outbound.write(ControlMessage.framed($0)) }
        return await administration.perform(request, files: files) { done, total in
            // Whoever asked may have gone; what was asked for is finished all the same.
            try? await outbound.write(ControlMessage.encoded(AdministrationReply.progress(done: done, total: total)))
        }
    }
}
