import NIOHPACK
import Testing

@testable import RESTKit

@Suite("What is a request of HTTP/2")
struct HTTP2GrammarTests {
    private static let whole = [(":method", "GET"), (":scheme", "https"), (":path", "/"), (":authority", "a")]

    @Test(
        "A head that is one",
        arguments: [
            [], [("te", "trailers")], [("x-marks", "\u{301}\u{323}")], [("cookie", "a=1"), ("cookie", "b=2")],
            [("x", "")],
        ])
    func good(_ more: [(String, String)]) {
        #expect(HTTP2Grammar.isRequest(HPACKHeaders(Self.whole + more)))
        #expect(HTTP2Grammar.isRequest(HPACKHeaders(Self.whole.dropLast() + more)))
    }

    @Test(
        "A head with what may not stand there",
        arguments: [
            [("te", "gzip")], [("te", "trailers\u{301}")], [("connection", "close")], [("keep-alive", "1")],
            [("proxy-connection", "close")], [("transfer-encoding", "chunked")], [("upgrade", "h2c")], [("X", "a")],
            [("", "a")], [("x y", "a")], [("\u{301}", "a")], [("x", "a\r\nb: c")], [("x", "a\u{0}")], [("x", "a\nb")],
            [(":status", "200")], [(":protocol", "websocket")], [(":path", "/b")], [(":", "a")],
            [("x", "a"), (":authority", "b")],
        ])
    func bad(_ more: [(String, String)]) {
        #expect(!HTTP2Grammar.isRequest(HPACKHeaders(Self.whole + more)))
    }

    @Test("A head that lacks something", arguments: 0..<3)
    func lacking(_ index: Int) {
        var fields = Self.whole
        fields.remove(at: index)
        #expect(!HTTP2Grammar.isRequest(HPACKHeaders(fields)))
        #expect(!HTTP2Grammar.isRequest(HPACKHeaders()))
    }

    @Test("A pseudo field twice, or behind a field", arguments: 0..<4)
    func order(_ index: Int) {
        #expect(!HTTP2Grammar.isRequest(HPACKHeaders(Self.whole + [Self.whole[index]])))
        var late = Self.whole
        late.append(("x", "a"))
        late.append(late.remove(at: index))
        #expect(!HTTP2Grammar.isRequest(HPACKHeaders(late)))
    }

    @Test("CONNECT has an authority and no more")
    func connect() {
        #expect(HTTP2Grammar.isRequest([":method": "CONNECT", ":authority": "a:1"]))
        #expect(!HTTP2Grammar.isRequest([":method": "CONNECT", ":authority": "a:1", ":path": "/"]))
        #expect(!HTTP2Grammar.isRequest([":method": "CONNECT"]))
    }
}
