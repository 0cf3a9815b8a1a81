import PercentCoding
import Testing

@Suite("Percent-encoding")
struct PercentCodingTests {
    @Test("Everything but the unreserved characters is escaped, by capitals")
    func encoding() {
        #expect("aZ09-._~".percentEncoded == "aZ09-._~")
        #expect("a b/c?d=e&f%+".percentEncoded == "a%20b%2Fc%3Fd%3De%26f%25%2B")
        #expect("Jäger 🧺\0".percentEncoded == "J%C3%A4ger%20%F0%9F%A7%BA%00")
        #expect("".percentEncoded == "")
    }

    @Test("Digits of either case are read; a plus stays one")
    func decoding() {
        #expect("%4a%4B+%7e".percentDecoded == "JK+~")
        #expect("J%C3%a4ger"[...].percentDecoded == "Jäger")
        #expect("plain".percentDecoded == "plain")
    }

    @Test(
        "What is no escape, or no text, is nothing", arguments: ["%", "a%4", "%zz", "%4g", "% 1", "%+1", "%C3", "%ff"])
    func malformed(_ text: String) {
        #expect(text.percentDecoded == nil)
    }

    @Test("What is encoded is decoded as it was")
    func roundTrip() {
        let text = String(String.UnicodeScalarView((0..<0x300).compactMap(Unicode.Scalar.init)))
        #expect(text.percentEncoded.percentDecoded == text)
        #expect(text.percentEncoded.utf8.allSatisfy { $0 < 0x80 })
    }
}
