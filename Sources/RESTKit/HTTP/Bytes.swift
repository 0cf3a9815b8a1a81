/// The classes of bytes that HTTP's grammar is made of (RFC 9110 §5.6, RFC 3986 §2).
extension UInt8 {
    var isDigit: Bool { self &- 0x30 < 10 }
    var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
    var isHexDigit: Bool { isDigit || (self | 0x20) &- 0x61 < 6 }

    /// `tchar`, of which methods and field names are made.
    var isToken: Bool { Self.classes[Int(self)] & 1 != 0 }

    /// `unreserved` or `sub-delims`: what stands for itself in a host name.
    var isHostCharacter: Bool { Self.classes[Int(self)] & 2 != 0 }

    /// What may stand in a field's value: visible characters, space, tab, and bytes above ASCII.
    var isFieldContent: Bool { self >= 0x20 && self != 0x7F || self == 0x09 }

    /// What may stand in a request target: visible ASCII but `#`, as a fragment is never sent.
    var isTargetCharacter: Bool { self > 0x20 && self < 0x7F && self != 0x23 }

    private static let classes: [UInt8] = {
        var classes = [UInt8](repeating: 0, count: 256)
        for byte in UInt8.min...UInt8.max where byte.isDigit || byte.isLetter { classes[Int(byte)] = 3 }
        for byte in "!#$%&'*+-.^_`|~".utf8 { classes[Int(byte)] |= 1 }
        for byte in "-._~!$&'()*+,;=".utf8 { classes[Int(byte)] |= 2 }
        return classes
    }()
}
