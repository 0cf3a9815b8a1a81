import FoundationEssentials
import Glibc
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
                var (upload, isAnswered) = (Upload?.none, false)
                // Until the command hangs up: closing before would cut off what it has not read yet.
                for try await frame in inbound where !isAnswered {
                    if upload == nil {
                        upload = try await begin(frame, outbound)
                        isAnswered = upload == nil
                    } else if try upload?.take(frame) == true, let upload {
                        try await finish(upload, outbound)
                        isAnswered = true
                    }
                }
            }
        } catch {
            logger.debug("A command hung up", metadata: ["error": "\(error)"])
        }
    }

    /// Answers a request, or returns what it is to wait for: a file.
    private func begin(
        _ frame: ByteBuffer, _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) async throws -> Upload? {
        switch understood(frame) {
        case .failure(let failure):
            try await outbound.write(ControlMessage.encoded(AdministrationReply(failure)))
            return nil
        case .success(let request) where request.takesFile:
            let upload = Upload(request, in: URL(fileURLWithPath: path).deletingLastPathComponent().path)
            try await outbound.write(ControlMessage.encoded(AdministrationReply.ready))
            return upload
        case .success(let request):
            try await perform(request, nil, outbound)
            return nil
        }
    }

    private func finish(_ upload: Upload, _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>) async throws {
        switch upload.spool {
        case .failure(let failure): try await outbound.write(ControlMessage.encoded(AdministrationReply(failure)))
        case .success(let spool): try await perform(upload.request, spool, outbound)
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
        _ request: AdministrationRequest, _ upload: Spool?, _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) async throws {
        let files = RequestFiles(upload: upload) { try await outbound.write(ControlMessage.framed($0)) }
        let reply = await administration.perform(request, files: files) { done, total in
            // Whoever asked may have gone; what was asked for is finished all the same.
            try? await outbound.write(ControlMessage.encoded(AdministrationReply.progress(done: done, total: total)))
        }
        logger.notice("command", metadata: ["action": "\(request.name)", "outcome": "\(reply.outcome)"])
        try await outbound.write(ControlMessage.encoded(reply))
    }
}
