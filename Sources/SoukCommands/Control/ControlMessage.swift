import FoundationEssentials
import NIOCore

/// What goes over the control socket to a server.
struct ControlRequest: Codable, Sendable {
    /// The database that is meant, as ``EngineURL/whereabouts`` says it, where the command was told one; else the server's.
    let database: String?
    let request: AdministrationRequest
}

/// Requests and replies as JSON texts, and pieces of a file as they are behind a zero, with which no JSON begins.
enum ControlMessage {
    /// A frame with a piece of a file; an empty piece is the file's end.
    static func framed(_ piece: ByteBuffer) -> ByteBuffer {
        var frame = ByteBuffer(integer: UInt8(0))
        frame.writeImmutableBuffer(piece)
        return frame
    }

    /// The piece in a frame; nil when the frame is a message.
    static func piece(_ frame: ByteBuffer) -> ByteBuffer? {
        var rest = frame
        return rest.readInteger(as: UInt8.self) == 0 ? rest : nil
    }

    static func encoded(_ message: some Encodable) throws -> ByteBuffer {
        ByteBuffer(bytes: try JSONEncoder().encode(message))
    }

    static func decoded<Message: Decodable>(_ frame: ByteBuffer, as type: Message.Type) throws -> Message {
        try JSONDecoder().decode(type, from: Data(frame.readableBytesView))
    }
}
