import NIOCore
import NIOHPACK

@testable import RESTKit

/// A request is taken for the same, or refused, whichever version of HTTP it comes by.
extension Checks {
    mutating func http2(_ bytes: [UInt8]) {
        let request = SentRequest(bytes)
        // A longer method is unknown to both, but by HTTP/2 it is the router that says so.
        guard request.method.utf8.count <= 64, request.listSize <= Self.mostListSize else { return }
        var text = ByteBuffer(string: request.text)
        let old = timed { Self.old(&text) }
        let (head, named) = (timed { Self.new(request.headers) }, timed { Self.new(request.headersWithAuthority) })
        require(old == TakenRequest(head), "\(request): \(old as Any) by HTTP/1.1")
        // An authority is no field, and counts to no limit of fields.
        if head.fault != .headerFieldsTooLarge { require(old == TakenRequest(named), "\(request): another authority") }
    }

    /// Above it a connection ends before anything is looked at (`HTTP2Connection.settings`).
    private static let mostListSize = 36_000

    private static func old(_ buffer: inout ByteBuffer) -> TakenRequest? {
        var parser = RequestHeadParser(limits: HTTPServer.Limits())
        guard (try? parser.parse(&buffer)) == true, let line = parser.line, parser.controls.expectation != .unknown,
            let target = try? RequestTarget.normalise(line.target, method: line.method)
        else { return nil }
        return TakenRequest("\(line.method)", target, parser.fields, parser.controls)
    }

    private static func new(_ headers: HPACKHeaders) -> HTTP2Head { HTTP2Head(headers, limits: HTTPServer.Limits()) }
}

/// A request as a client means it: a line with its method and its target, and a line for each field.
private struct SentRequest {
    let method: String
    private let target: String
    private let fields: [(name: String, value: String)]
    /// The host, when there is one field of that name.
    private let host: String?

    /// What no request of HTTP/2 has that comes as far as this is left out (RFC 9113 §8.2): capitals in names, blanks
    /// around values, and `Transfer-Encoding`.
    init(_ bytes: [UInt8]) {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        (method, target) = Self.halves(lines[0], UInt8(ascii: " "))
        var fields = lines.dropFirst().map { line in
            let (name, value) = Self.halves(line, UInt8(ascii: ":"))
            return (name: name.lowercased(), value: value.trimmingBlanks())
        }
        fields.removeAll { $0.name == "transfer-encoding" }
        let hosts = fields.filter { $0.name == "host" }
        host = hosts.count == 1 ? hosts[0].value : nil
        self.fields = fields.filter { $0.name != "host" } + hosts
    }

    var text: String {
        "\(method) \(target) HTTP/1.1\r\n" + fields.map { "\($0.name): \($0.value)\r\n" }.joined() + "\r\n"
    }

    var headers: HPACKHeaders { block([], fields) }

    /// As RFC 9113 §6.5.2 counts it.
    var listSize: Int { headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 32 } }

    /// With the authority instead of the host, as clients send it.
    var headersWithAuthority: HPACKHeaders {
        host.map { block([(":authority", $0)], fields.dropLast()) } ?? headers
    }

    private func block(
        _ authority: [(String, String)], _ fields: some Sequence<(name: String, value: String)>
    ) -> HPACKHeaders {
        let line = [(":method", method), (":scheme", "https"), (":path", target)]
        return HPACKHeaders(line + authority + fields.map { ($0.name, $0.value) })
    }

    private static func halves(_ line: ArraySlice<UInt8>, _ separator: UInt8) -> (String, String) {
        let first = line.prefix { $0 != separator }
        return (
            String(decoding: first, as: UTF8.self), String(decoding: line.dropFirst(first.count + 1), as: UTF8.self)
        )
    }
}

/// What the server makes of a request; nothing of one that it refuses.
private struct TakenRequest: Equatable {
    private let method: String
    private let target: String
    private let fields: HeaderFields
    private let body: RequestControls.Body
    private let expectation: RequestControls.Expectation
    private let id: String?

    init(_ method: String, _ target: String, _ fields: HeaderFields, _ controls: RequestControls) {
        (self.method, self.target, self.fields) = (method, target, fields)
        (body, expectation, id) = (controls.body, controls.expectation, controls.requestID)
    }

    init?(_ head: HTTP2Head) {
        if head.fault != nil { return nil }
        self.init("\(head.method)", head.target, head.fields, head.controls)
    }
}
