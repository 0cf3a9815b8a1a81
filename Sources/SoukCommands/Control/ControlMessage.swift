import FoundationEssentials
import NIOCore

/// What goes over the control socket to a server.
struct ControlRequest: Codable, Sendable {
    /// The database that is meant, as ``EngineURL/whereabouts`` says it, where the command was told one; else the server's.
    let database: String?
    let request: AdministrationRequest
}

/// Requests and replies as JSON texts.
enum ControlMessage {
    static func encoded(_ message: some Encodable) throws -> ByteBuffer {
        ByteBuffer(bytes: try JSONEncoder().encode(message))
    }

    static func decoded<Message: Decodable>(_ frame: ByteBuffer, as type: Message.Type) throws -> Message {
        try JSONDecoder().decode(type, from: Data(frame.readableBytesView))
    }
}
