import Glibc
import NIOCore
import NIOPosix

/// A command's end of the control socket.
struct ControlClient {
    private let channel: ControlSocket.Channel

    /// nil when no server listens there: there is no socket, or one that a crash left behind.
    static func connect(to path: String) async throws(Failure) -> ControlClient? {
        guard path.utf8.count <= ControlSocket.longestPath else { return nil }
        do {
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(unixDomainSocketPath: path) { channel in
                    channel.eventLoop.makeCompletedFuture { try ControlSocket.framed(channel) }
                }
            return ControlClient(channel: channel)
        } catch let error as IOError where [ENOENT, ECONNREFUSED, ENOTDIR].contains(error.errnoCode) {
            return nil
        } catch let error as IOError where error.errnoCode == EACCES {
            throw Failure(
                .unavailable, "The server's control socket \(path) belongs to another user. Run this as them.")
        } catch {
            throw Failure(.unavailable, "The server's control socket \(path) does not answer.")
        }
    }

    /// Sends the request and what of a file goes with it, tells `progress` of each step, and returns the last reply.
    func perform(
        _ request: ControlRequest, files: CommandFiles, progress: Administration.Progress
    ) async throws(Failure) -> AdministrationReply {
        do {
            return try await channel.executeThenClose { inbound, outbound in
                try await outbound.write(ControlMessage.encoded(request))
                for try await frame in inbound {
                    if let piece = ControlMessage.piece(frame) {
                        try files.take(piece)
                        continue
                    }
                    switch try ControlMessage.decoded(frame, as: AdministrationReply.self) {
                    case .progress(let done, let total): await progress(done, total)
                    case .ready: try await send(files, outbound)
                    case let last: return last
                    }
                }
                return .refused(
                    sentence: "The server ended before it answered; look into its log.", exitCode: .unavailable)
            }
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(.unavailable, "The running server did not answer in a way this command understands.")
        }
    }

    private func send(_ files: CommandFiles, _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>) async throws {
        while true {
            let piece = try files.next()
            try await outbound.write(ControlMessage.framed(ByteBuffer(bytes: piece)))
            if piece.isEmpty { return }
        }
    }
}
