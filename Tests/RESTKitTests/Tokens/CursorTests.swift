import Testing

@testable import RESTKit

@Suite("Cursors")
struct CursorTests {
    private let seal: CursorSeal
    private let values: [CursorValue] = [.integer(.min), .text("Öl \u{0}"), .integer(7), .text("")]

    init() throws {
        seal = CursorSeal(try KeyRing(current: .init(id: "k1", secret: [UInt8](repeating: 1, count: 32))))
    }

    @Test("A cursor opens to what was sealed, for its own list and query")
    func roundTrip() throws {
        let cursor = seal.seal(values, of: "/item", meaning: "q=oak")
        #expect(try seal.open(cursor, of: "/item", meaning: "q=oak") == values)
        #expect(
            cursor.utf8.allSatisfy { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") })
        #expect(try seal.open(seal.seal([], of: "", meaning: ""), of: "", meaning: "") == [])
    }

    @Test("Any changed, added or missing character is refused")
    func tampering() throws {
        let cursor = Array(seal.seal(values, of: "/item", meaning: "q=oak").utf8)
        let alphabet = Array("ABab01-_=+/.% \u{E9}".utf8)
        for index in cursor.indices {
            for character in alphabet where character != cursor[index] {
                var changed = cursor
                changed[index] = character
                expectRefusal(changed)
            }
            var flipped = cursor
            flipped[index] ^= 1
            expectRefusal(flipped)
            expectRefusal(Array(cursor[..<index]))
            expectRefusal(Array(cursor[(index + 1)...]))
        }
        expectRefusal(cursor + [UInt8(ascii: "A")])
        expectRefusal(cursor + Array("==".utf8))
        expectRefusal([])
    }

    @Test(
        "A cursor is good for no other list, query or key",
        arguments: [
            ("/store", "q=oak"), ("/item", "q=elm"), ("/item", ""), ("/itemq", "=oak"), ("", "/itemq=oak"),
        ])
    func bound(_ list: String, _ meaning: String) throws {
        let cursor = seal.seal(values, of: "/item", meaning: "q=oak")
        let problem = #expect(throws: Problem.self) { try seal.open(cursor, of: list, meaning: meaning) }
        #expect(problem?.code == .invalidCursor)
        #expect(problem?.errors.first?.place == .parameter("after"))
    }

    @Test("Keys rotate: an old cursor opens while its key is known")
    func rotation() throws {
        let old = try KeyRing.Key(id: "k1", secret: [UInt8](repeating: 1, count: 32))
        let new = try KeyRing.Key(id: "k2", secret: [UInt8](repeating: 2, count: 32))
        let cursor = seal.seal(values, of: "/item", meaning: "")
        let rotated = CursorSeal(try KeyRing(current: new, others: [old]))
        #expect(try rotated.open(cursor, of: "/item", meaning: "") == values)
        #expect(rotated.seal(values, of: "/item", meaning: "") != cursor)
        let forgotten = CursorSeal(try KeyRing(current: new))
        #expect(throws: Problem.self) { try forgotten.open(cursor, of: "/item", meaning: "") }
        let renamed = CursorSeal(try KeyRing(current: .init(id: "k1", secret: [UInt8](repeating: 2, count: 32))))
        #expect(throws: Problem.self) { try renamed.open(cursor, of: "/item", meaning: "") }
    }

    @Test("A long cursor is refused unread")
    func long() {
        expectRefusal(Array(repeating: UInt8(ascii: "A"), count: CursorSeal.longest + 4))
    }

    private func expectRefusal(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(throws: Problem.self, "\(text)") { try seal.open(text, of: "/item", meaning: "q=oak") }
    }
}

@Suite("Base64url")
struct Base64URLTests {
    @Test("Bytes survive, in one spelling")
    func roundTrip() {
        for length in 0...70 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ length) }
            let text = Base64URL.encode(bytes)
            #expect(Base64URL.decode(text.utf8) == bytes)
            #expect(text.utf8.count == (length * 8 + 5) / 6)
        }
        #expect(Base64URL.encode([0xFB, 0xFF, 0xFE]) == "-__-")
    }

    @Test(
        "Other spellings are refused",
        arguments: ["A", "AB", "AAB", "AA==", "AAA=", "AA AA", "+/AA", "AAAAA", "é", "AA\n"])
    func refused(_ text: String) {
        #expect(Base64URL.decode(text.utf8) == nil)
    }
}

@Suite("Keys")
struct KeyRingTests {
    private let secret = [UInt8](repeating: 9, count: 32)

    @Test("A short secret is refused")
    func short() {
        #expect(throws: KeyRingError.shortSecret(bits: 248)) { try KeyRing.Key(id: "a", secret: secret.dropLast()) }
    }

    @Test(
        "An id that a token could not carry plainly is refused",
        arguments: ["", "a b", "é", "a\"", "123456789012345678901234567890123"])
    func badID(_ id: String) {
        #expect(throws: KeyRingError.badID) { try KeyRing.Key(id: id, secret: secret) }
    }

    @Test("Two keys of one id are refused")
    func doubled() throws {
        let key = try KeyRing.Key(id: "a", secret: secret)
        #expect(throws: KeyRingError.doubledID) { try KeyRing(current: key, others: [key]) }
    }
}
