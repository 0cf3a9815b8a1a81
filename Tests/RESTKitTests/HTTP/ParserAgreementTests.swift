import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import RESTKit

/// Our parser beside SwiftNIO's (llhttp): whatever ours takes, that one must take too, and see the same in it. So no
/// proxy or tool that reads HTTP as the rest of the world does can see other requests in the same bytes than we do.
/// (That one leaves white space at the end of values; it is trimmed here.)
@Suite("Our parser agrees with llhttp on all that it takes")
struct ParserAgreementTests {
    private struct Seen: Equatable {
        var method: String
        var target: String
        var fields: [String]
        var body: [UInt8]
    }

    private static let seeds = [
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /item?x=1 HTTP/1.1\r\nHost: shop.example:80\r\nContent-Length: 5\r\nAccept: */*\r\n\r\nhello",
        "PUT /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1;a=b\r\n!\r\n0\r\n\r\n",
        "DELETE /a/b HTTP/1.0\r\nConnection: keep-alive\r\nX-A: \t b c \r\n\r\n",
        "PATCH /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nX: y\r\n\r\na\r\n0123456789\r\n0\r\nT: u\r\n\r\n",
    ]
    /// What breaks parsers, put in at random.
    private static let pieces: [String] = [
        "\r", "\n", "\r\n", "\0", " ", "\t", ":", ";", ",", "/", "0", "1", "f", "\u{7f}", "\r\n\r\n", "\r\n ",
        "chunked",
        "Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n", "Host: b\r\n", "HTTP/1.1", "-", "+", "0x", "é",
    ]

    @Test("over 6,000 mutations of good requests", arguments: [1, 2, 3, 4] as [UInt64])
    func mutations(_ seed: UInt64) throws {
        var randomness = SplitMix(state: seed)
        var taken = 0
        for _ in 0..<1_500 {
            let bytes = Self.mutate(Self.seeds[Int.random(in: 0..<Self.seeds.count, using: &randomness)], &randomness)
            guard let ours = Self.ours(bytes), Self.isKnownToLLHTTP(ours.method) else { continue }
            taken += 1
            #expect(Self.llhttps(bytes) == ours, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
        }
        #expect(taken > 150, "the mutations must leave something to compare")
    }

    @Test("and sees the same however the bytes are cut", arguments: [5, 6] as [UInt64])
    func cuts(_ seed: UInt64) throws {
        var randomness = SplitMix(state: seed)
        for _ in 0..<1_000 {
            let bytes = Self.mutate(Self.seeds[Int.random(in: 0..<Self.seeds.count, using: &randomness)], &randomness)
            #expect(Self.ours(bytes) == Self.ours(bytes, bytewise: true))
        }
    }

    @Test(
        "A head is refused for the same however it is cut",
        arguments: [
            String(repeating: "A", count: 65) + " / HTTP/1.1\n", "GET /" + String(repeating: "a", count: 9_000) + "\n",
            "GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "a", count: 17_000) + "\n", "GET / HTTP/1.1\n", "\n",
        ])
    func refusals(_ head: String) throws {
        let whole = try #require(Self.refusal([Array(head.utf8)]))
        #expect(Self.refusal(head.utf8.map { [$0] })?.status == whole.status)
        for cut in [1, 40, head.utf8.count - 1] where cut < head.utf8.count {
            #expect(
                Self.refusal([Array(head.utf8.prefix(cut)), Array(head.utf8.dropFirst(cut))])?.status == whole.status)
        }
    }

    private static func refusal(_ pieces: [[UInt8]]) -> HTTPFault? {
        var (parser, buffer) = (RequestHeadParser(limits: .init()), ByteBuffer())
        do throws(HTTPFault) {
            for piece in pieces {
                buffer.writeBytes(piece)
                _ = try parser.parse(&buffer)
            }
            return nil
        } catch {
            return error
        }
    }

    private static func mutate(_ text: String, _ randomness: inout SplitMix) -> [UInt8] {
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 0...2, using: &randomness) {
            let position = Int.random(in: 0..<bytes.count, using: &randomness)
            switch Int.random(in: 0..<3, using: &randomness) {
            case 0: bytes.remove(at: position)
            case 1: bytes.insert(contentsOf: pieces.randomElement(using: &randomness)?.utf8 ?? "".utf8, at: position)
            default: bytes[position] = UInt8.random(in: 0...255, using: &randomness)
            }
        }
        return bytes
    }

    /// The first request, or nil when it is refused or not complete.
    private static func ours(_ bytes: [UInt8], bytewise: Bool = false) -> Seen? {
        var parser = RequestHeadParser(limits: .init())
        var body: BodyReader?
        var content: [UInt8] = []
        var buffer = ByteBuffer()
        do throws(HTTPFault) {
            for piece in bytewise ? bytes.map({ [$0] }) : [bytes] {
                buffer.writeBytes(piece)
                if body == nil, try parser.parse(&buffer) { body = BodyReader(parser.controls.body, limits: .init()) }
                try body?.read(&buffer) { content += $0.readableBytesView }
                if body?.isComplete ?? false { break }
            }
        } catch {
            return nil
        }
        guard let line = parser.line, body?.isComplete ?? false,
            (try? RequestTarget.normalise(line.target, method: line.method)) != nil
        else { return nil }
        let fields = parser.fields.lines.map { line in
            let (name, value) = (parser.fields.bytes[line.nameRange], parser.fields.bytes[line.valueRange])
            return String(decoding: name, as: UTF8.self).lowercased() + "=" + String(decoding: value, as: UTF8.self)
        }
        return Seen(method: line.method.rawValue, target: line.target, fields: fields, body: content)
    }

    private static func llhttps(_ bytes: [UInt8]) -> Seen? {
        let channel = EmbeddedChannel(handler: ByteToMessageHandler(HTTPRequestDecoder()))
        // A later request in the same bytes may be broken: the first one is what is compared.
        _ = try? channel.writeInbound(ByteBuffer(bytes: bytes))
        var seen: Seen?
        while let part = try? channel.readInbound(as: HTTPServerRequestPart.self) {
            switch part {
            case .head(let head):
                seen = Seen(
                    method: head.method.rawValue, target: head.uri,
                    fields: head.headers.map { "\($0.name.lowercased())=\($0.value.trimmingBlanks())" }, body: [])
            case .body(let body): seen?.body += body.readableBytesView
            case .end:
                _ = try? channel.finish(acceptAlreadyClosed: true)
                return seen
            }
        }
        _ = try? channel.finish(acceptAlreadyClosed: true)
        return nil
    }

    /// That one knows a closed list of methods.
    private static func isKnownToLLHTTP(_ method: String) -> Bool {
        ["GET", "POST", "PUT", "DELETE", "PATCH"].contains(method)
    }
}
