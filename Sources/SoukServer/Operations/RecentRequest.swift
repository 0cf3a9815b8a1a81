import Catalogue
import NIOHTTP1
import RESTKit

/// A request that was answered, without anything that nobody else should read: no query, no field, no body.
struct RecentRequest: Sendable, Equatable {
    /// Counts the requests of this process, from 1.
    var sequence: UInt64 = 0
    /// When the answer had left.
    let time: Timestamp
    /// The answer's `X-Request-Id`.
    let id: String
    /// At most 32 bytes; nil when not even a request line could be read.
    let method: String?
    /// The template of the route, `/item/{item_id}`; nil when the request met none.
    let route: String?
    /// The path as it was received, at most ``longestPath`` bytes of it; nil as `method` is.
    let path: String?
    let status: Int
    /// From the request's head to the last byte of its answer.
    let duration: Duration
    /// Who asked; nil for nobody.
    let userID: User.ID?
    /// The client's IP address: the socket's peer, or what a trusted proxy says of it.
    let address: String?

    /// In bytes; what is longer is cut.
    static let longestPath = 200

    init(_ exchange: Exchange, at now: Timestamp) {
        time = now
        id = exchange.id
        route = exchange.response.route
        status = Int(exchange.response.status.code)
        duration = exchange.duration
        userID = exchange.response.userID.map { User.ID($0) }
        method = exchange.head.map { Self.name($0.method) }
        path = exchange.head.map { Self.cut($0.path, to: Self.longestPath) }
        address = exchange.head?.remoteAddress
    }

    /// A stranger's invention may be of any length.
    private static func name(_ method: HTTPMethod) -> String {
        if case .RAW(let name) = method { return cut(name[...], to: 32) }
        return method.rawValue
    }

    /// The text itself where it is short enough: nothing is copied then.
    private static func cut(_ text: Substring, to most: Int) -> String {
        text.utf8.count <= most ? String(text) : String(decoding: text.utf8.prefix(most), as: UTF8.self)
    }
}
