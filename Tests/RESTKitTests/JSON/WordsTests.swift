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

    @Test("A text is plain only where every byte is")
    func plain() {
        for byte in UInt8.min...UInt8.max {
            let isPlain = (0x20...0x7E).contains(byte) && byte != 0x22 && byte != 0x5C
            for length in 1...18 {
                for place in 0..<length {
                    var text = [UInt8](repeating: 0x7E, count: length)
                    text[place] = byte
                    #expect(text.withUnsafeBytes { $0.isPlain } == isPlain, "\(byte) at \(place) of \(length)")
                }
            }
        }
        #expect([UInt8]().withUnsafeBytes { $0.isPlain })
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
