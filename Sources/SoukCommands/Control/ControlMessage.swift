import FoundationEssentials
import NIOCore

/// Requests and replies as JSON texts.
enum ControlMessage {
    static func encoded(_ message: some Encodable) throws -> ByteBuffer {
        ByteBuffer(bytes: try JSONEncoder().encode(message))
    }

    static func decoded<Message: Decodable>(_ frame: ByteBuffer, as type: Message.Type) throws -> Message {
        try JSONDecoder().decode(type, from: Data(frame.readableBytesView))
    }
}
