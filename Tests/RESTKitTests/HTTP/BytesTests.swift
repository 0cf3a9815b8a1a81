import Testing

@testable import RESTKit

@Suite("Classes of bytes")
struct BytesTests {
    @Test("Tokens and host names are made of what the grammar lists")
    func classes() {
        let alphanumeric = Set("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
        let tokens = alphanumeric.union("!#$%&'*+-.^_`|~".utf8)
        let hosts = alphanumeric.union("-._~!$&'()*+,;=".utf8)
        for byte in UInt8.min...UInt8.max {
            #expect(byte.isToken == tokens.contains(byte))
            #expect(byte.isHostCharacter == hosts.contains(byte))
        }
    }

    @Test("A control character is seen wherever it stands, and nothing else is taken for one")
    func fieldContent() {
        for length in [1, 7, 8, 9, 16, 23] {
            for place in 0..<length {
                for byte in UInt8.min...UInt8.max {
                    var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: length)
                    bytes[place] = byte
                    let isContent = bytes.withUnsafeBytes(\.isFieldContent)
                    #expect(isContent == (byte >= 0x20 && byte != 0x7F || byte == 0x09))
                }
            }
        }
    }

    @Test("Letters alone have two cases")
    func cases() {
        for byte in UInt8.min...UInt8.max {
            let isLetter = UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
            #expect(byte.isSame(ignoringCase: byte ^ 0x20) == isLetter)
        }
    }
}
