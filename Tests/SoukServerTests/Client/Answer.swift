import Foundation
import NIOCore
import NIOHTTP1

/// What a server answered.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let body: ByteBuffer

    var text: String { String(buffer: body) }

    /// The body as JSON, read by Foundation and not by our own reader; `.null` when it is none.
    var json: Node {
        (try? JSONDecoder().decode(Node.self, from: Data(body.readableBytesView))) ?? .null
    }

    /// The problem's `code`, nil when the answer is no problem.
    var code: String? {
        guard headers.first(name: "Content-Type") == "application/problem+json" else { return nil }
        return json["code"].string
    }

    var etag: String? { headers.first(name: "ETag") }
    var location: String? { headers.first(name: "Location") }
}

/// A JSON value, easy to ask: `answer.json["items"][0]["name"] == "chair"`.
indirect enum Node: Sendable, Equatable {
    case null
    case boolean(Bool)
    case number(Decimal)
    case string(String)
    case array([Node])
    case object([String: Node])

    subscript(key: String) -> Node {
        if case .object(let members) = self { members[key] ?? .null } else { .null }
    }

    subscript(index: Int) -> Node {
        if case .array(let elements) = self, elements.indices.contains(index) { elements[index] } else { .null }
    }

    var string: String? { if case .string(let value) = self { value } else { nil } }
    var integer: Int64? {
        if case .number(let value) = self { NSDecimalNumber(decimal: value).int64Value } else { nil }
    }
    var array: [Node] { if case .array(let elements) = self { elements } else { [] } }
    var keys: Set<String> { if case .object(let members) = self { Set(members.keys) } else { [] } }
    var members: [String: Node] { if case .object(let members) = self { members } else { [:] } }
}

extension Node: Decodable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(Decimal.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([Node].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: Node].self))
        }
    }
}

extension Node: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByNilLiteral {
    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int) { self = .number(Decimal(value)) }
    init(nilLiteral: ()) { self = .null }
}

extension Node {
    init(_ integer: Int64) { self = .number(Decimal(integer)) }
}
