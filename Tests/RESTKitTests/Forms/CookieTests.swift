import NIOHTTP1
import Testing

@testable import RESTKit

@Suite("Cookies, and where a request comes from")
struct CookieTests {
    private let cookie = Cookie("souk")

    private func head(_ fields: HeaderFields) -> RequestHead {
        RequestHead(
            method: .POST, target: "/", headers: fields, remoteAddress: "127.0.0.1", id: "1", hasBody: false)
    }

    @Test(
        "One value is taken; of two, nobody knows which is ours",
        arguments: [
            (["__Host-souk=abc"], "abc"), (["a=b; __Host-souk=abc; c=d"], "abc"), (["a=b", "__Host-souk=x=y"], "x=y"),
            (["souk=abc"], nil), (["__Host-soukx=abc"], nil), (["__Host-souk=a; __Host-souk=b"], nil), ([], nil),
            // A Greek question mark is equal to a semicolon, and none.
            (["a=b\u{37E}__Host-souk=abc"], nil), (["__Host-souk=abc; a=b\u{37E}__Host-souk=x"], "abc"),
            // Nothing beyond ASCII stands in ours.
            (["__Host-souk=a\u{301}=b"], "a??=b"),
        ] as [([String], String?)])
    func value(_ fields: [String], _ value: String?) {
        #expect(cookie.value(in: head(HeaderFields(fields.map { ("Cookie", $0) }))) == value)
    }

    @Test("It is sent to this host alone, over TLS, and shown to no script")
    func field() {
        #expect(cookie.field("v") == "__Host-souk=v; Path=/; Secure; HttpOnly; SameSite=Lax")
        #expect(cookie.removal.contains("Max-Age=0"))
    }

    @Test(
        "Whatever a browser says of another site is believed",
        arguments: [
            (["Sec-Fetch-Site": "same-origin"], true), (["Sec-Fetch-Site": "none"], true),
            (["Sec-Fetch-Site": "same-site"], false), (["Sec-Fetch-Site": "cross-site"], false),
            (["Sec-Fetch-Site": "cross-site", "Origin": "http://shop.example"], false),
            (["Origin": "http://shop.example"], true), (["Origin": "https://Shop.example"], true),
            (["Origin": "https://evil.example"], false), (["Origin": "null"], false), ([:], true),
        ] as [(HeaderFields, Bool)])
    func site(_ fields: HeaderFields, _ isOurs: Bool) {
        var fields = fields
        fields.add(name: "Host", value: "shop.example")
        #expect(head(fields).isFromThisSite == isOurs)
    }
}
