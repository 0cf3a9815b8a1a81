import Testing

@testable import RESTKit

@Suite("Bytes eight at a time")
struct WordsTests {
    @Test("Texts are the same bytes only where every byte is the same")
    func sameBytes() {
        for length in 0...40 {
            let text = [UInt8](repeating: 0x61, count: length)
            #expect(Self.areSame(text, text))
            #expect(!Self.areSame(text, text + [0x61]))
            for place in text.indices {
                var other = text
                other[place] ^= 0x80
                #expect(!Self.areSame(text, other), "\(place) of \(length)")
            }
        }
    }

    @Test("A text begins and ends with its own pieces")
    func ends() {
        Array("application/json".utf8).withUnsafeBytes { bytes in
            #expect(bytes.starts(with: "application/"))
            #expect(bytes.ends(with: "json"))
            #expect(bytes.ends(with: "application/json"))
            #expect(!bytes.starts(with: "json"))
            #expect(!bytes.ends(with: "an application/json"))
        }
    }

    private static func areSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.withUnsafeBytes { left in right.withUnsafeBytes { left.hasSameBytes(as: $0) } }
    }
}
