import NIOCore
import NIOHTTP1

/// Writes the head of an HTTP/1.1 answer (RFC 9112 §4). Whatever the application put in, no field can end before its
/// line does: control characters become spaces (RFC 9110 §5.5), and a field whose name is no token is left out.
struct ResponseWriter {
    let id: String
    let date: String
    let isChunked: Bool
    /// `close`, or `keep-alive` for HTTP/1.0; nil when nothing need be said.
    let connection: StaticString?

    func write(_ response: Response, to buffer: inout ByteBuffer) {
        writeStatus(response.status, to: &buffer)
        for (name, value) in response.headers where !Self.isOurs(name) {
            Self.writeField(name, value, to: &buffer)
        }
        if let length = response.contentLength {
            buffer.writeStaticString("Content-Length: ")
            buffer.writeString(String(length))
            buffer.writeStaticString("\r\n")
        }
        if isChunked { buffer.writeStaticString("Transfer-Encoding: chunked\r\n") }
        if let connection {
            buffer.writeStaticString("Connection: ")
            buffer.writeStaticString(connection)
            buffer.writeStaticString("\r\n")
        }
        buffer.writeStaticString("Date: ")
        buffer.writeString(date)
        buffer.writeStaticString("\r\nX-Request-Id: ")
        buffer.writeString(id)
        buffer.writeStaticString("\r\n\r\n")
    }

    private func writeStatus(_ status: HTTPResponseStatus, to buffer: inout ByteBuffer) {
        buffer.writeStaticString("HTTP/1.1 ")
        buffer.writeString(String(status.code))
        buffer.writeStaticString(" ")
        buffer.writeString(Self.cleaned(status.reasonPhrase))
        buffer.writeStaticString("\r\n")
    }

    private static func writeField(_ name: String, _ value: String, to buffer: inout ByteBuffer) {
        guard isName(name) else { return }
        buffer.writeString(name)
        buffer.writeStaticString(": ")
        buffer.writeString(cleaned(value))
        buffer.writeStaticString("\r\n")
    }

    static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy(\.isToken)
    }

    /// The text with control characters made spaces.
    static func cleaned(_ text: String) -> String {
        if text.utf8.allSatisfy(\.isFieldContent) { return text }
        return String(decoding: text.utf8.map { $0.isFieldContent ? $0 : 0x20 }, as: UTF8.self)
    }

    /// Fields that only the HTTP layer may write, as they say what it does.
    static func isOurs(_ name: String) -> Bool {
        switch name.utf8.count {
        case 4: FieldLine.isName(name, "date")
        case 7: FieldLine.isName(name, "upgrade") || FieldLine.isName(name, "trailer")
        case 10: FieldLine.isName(name, "connection") || FieldLine.isName(name, "keep-alive")
        case 12: FieldLine.isName(name, "x-request-id")
        case 14: FieldLine.isName(name, "content-length")
        case 17: FieldLine.isName(name, "transfer-encoding")
        default: false
        }
    }
}
