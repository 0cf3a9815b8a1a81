import Catalogue
import Testing

@Suite("E-mail addresses")
struct EmailAddressTests {
    @Test(
        "Ordinary addresses are taken",
        arguments: [
            "a@b", "ann@example.org", "ann.lee+shop@mail.example.org", "o'neil@example.org", "x_y-z@a-b.example",
            "jörg@bücher.example", "用户@例子.广告", "root@localhost",
        ])
    func taken(_ text: String) throws {
        #expect(try EmailAddress(text).text == text)
    }

    @Test(
        "What no mail server would take is refused",
        arguments: [
            "", "ann", "@", "ann@", "@example.org", "a@b@c", "a@\u{301}b@c.org", "a@\u{301}b", "an n@example.org",
            "ann@exa mple.org", "ann@-a.org",
            "ann@a-.org", "ann@a..org", "ann@.org", "ann@org.", "a..b@c", ".a@c", "a.@c", "a<b>@c", "\"a\"@c",
            "a@[::1]",
            "a\u{0}@c", "a\n@c", "a\u{200B}@c", "a@c\u{202E}", "a@c_d", "a,b@c",
        ])
    func refused(_ text: String) {
        #expect(throws: ValueError.self) { try EmailAddress(text) }
    }

    @Test("White space around an address is not part of it, and case does not tell addresses apart")
    func keys() throws {
        let address = try EmailAddress("  Ann@Example.ORG\n")
        #expect(address.text == "Ann@Example.ORG")
        #expect(address.key == "ann@example.org")
        #expect(try EmailAddress("JÖRG@x.org").key == EmailAddress("jo\u{308}rg@x.org").key)
    }

    @Test("An address has at most 254 characters, counted after NFC")
    func length() throws {
        let domain = "@example.org"
        let longest = String(repeating: "a", count: 254 - domain.count) + domain
        #expect(try EmailAddress(longest).text == longest)
        #expect(throws: ValueError("max_length", "must be at most 254 characters long")) {
            try EmailAddress("a" + longest)
        }
        let composed = String(repeating: "e\u{301}", count: 254 - domain.count) + domain
        #expect(try EmailAddress(composed).text.unicodeScalars.count == 254)
        #expect(throws: ValueError.self) { try EmailAddress("a@" + String(repeating: "b", count: 64)) }
    }
}
