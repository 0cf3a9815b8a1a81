import NIOCore
import NIOExtras
import NIOPosix

/// The Unix socket in the data folder by which commands speak to the server that runs. Only the server's own user may
/// open it (mode 0600); that is all the proof it asks for.
///
/// A connection carries one request and its replies, each a JSON text after its length in four bytes, and where the
/// request is about a file its pieces in frames between them: the server, which may be another user, opens no file of
/// the command's.
enum ControlSocket {
    typealias Channel = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    static let fileName = "control.sock"
    /// What the kernel takes for a socket's path, with its closing zero.
    static let longestPath = 107

    static func path(in dataFolder: String) -> String {
        dataFolder + "/" + fileName
    }

    /// Puts the frames on a connection.
    static func framed(_ channel: any NIOCore.Channel) throws -> Channel {
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(ByteToMessageHandler(LengthFieldBasedFrameDecoder(lengthFieldBitLength: .fourBytes)))
        try pipeline.addHandler(LengthFieldPrepender(lengthFieldBitLength: .fourBytes))
        return try Channel(wrappingChannelSynchronously: channel)
    }
}
