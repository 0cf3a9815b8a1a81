import Catalogue
import Logging
import NIOHTTP1
import RESTKit

/// What the log says of one request. Never the query, a header field or a body.
struct RequestLine: Sendable {
    let id: String
    let method: String
    /// The route's template, `/item/{item_id}`; nil when no route matched.
    let route: String?
    let status: Int
    let duration: Duration
    /// nil when nobody asked by name.
    let userID: Int64?

    /// A fault of ours is an error; being asked whether we live is not worth a line in the usual log.
    var level: Logger.Level {
        switch status {
        case 501, 505: return .info  // The client's doing, whatever their number says.
        case 503: return .warning
        case 500...: return .error
        default: break
        }
        switch route {
        case "/livez", "/readyz", "/metrics": return .debug
        default: return .info
        }
    }
}

extension RequestLine {
    init(_ exchange: Exchange) {
        self.init(
            id: exchange.id, method: exchange.head?.method.rawValue ?? "-", route: exchange.response.route,
            status: Int(exchange.response.status.code), duration: exchange.duration,
            userID: exchange.response.userID)
    }
}

extension Log {
    /// Writes the line of one request, without making a string or a dictionary for it.
    func write(_ request: RequestLine) {
        let level = request.level
        guard level >= self.level else { return }
        let now = clock.now()
        writer.append(isUrgent: level >= .error) { bytes in
            switch style {
            case .text(let colours):
                bytes.beginTextLine(level, at: now, colours: colours)
                bytes.append(text: request, colours: colours)
            case .json:
                bytes.beginJSONLine(level, at: now)
                bytes.append(json: request)
            }
            bytes.append(UInt8(ascii: "\n"))
        }
    }
}

extension LogBytes {
    /// `200 GET    /item/{item_id}                    1.234 ms  user 7  id 4f1d…`
    fileprivate mutating func append(text request: RequestLine, colours: Bool) {
        if colours { append(request.colour.sequence) }
        append(Int64(request.status))
        if colours { append(Colour.end) }
        append(" ")
        append(padded: request.method, to: 7)
        append(padded: request.route ?? "(no route)", to: 30)
        append(milliseconds: request.duration, width: 9)
        append(" ms  user ")
        if let user = request.userID { append(user) } else { append("-") }
        append("  id ")
        append(escaped: request.id, for: .text(colours: colours))
    }

    fileprivate mutating func append(json request: RequestLine) {
        append(member: "message", "request")
        append(member: "id", request.id)
        append(member: "method", request.method)
        append(",\"route\":")
        append(quoted: request.route)
        append(",\"status\":")
        append(Int64(request.status))
        append(",\"ms\":")
        append(milliseconds: request.duration, width: 0)
        append(",\"user\":")
        if let user = request.userID { append(user) } else { append("null") }
        append("}")
    }

    private mutating func append(quoted text: String?) {
        guard let text else { return append("null") }
        append(UInt8(ascii: "\""))
        append(escaped: text, for: .json)
        append(UInt8(ascii: "\""))
    }

    /// Milliseconds with three digits after the point, filled up from the left.
    private mutating func append(milliseconds duration: Duration, width: Int) {
        let (seconds, attoseconds) = duration.components
        let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        append(microseconds / 1_000, width: max(0, width - 4), fill: UInt8(ascii: " "))
        append(UInt8(ascii: "."))
        append(microseconds % 1_000, width: 3)
    }
}

extension RequestLine {
    fileprivate var colour: Colour {
        switch status {
        case ..<300: .green
        case ..<400: .cyan
        case ..<500: .yellow
        default: .red
        }
    }
}
