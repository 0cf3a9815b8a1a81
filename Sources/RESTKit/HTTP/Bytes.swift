/// The classes of bytes that HTTP's grammar is made of (RFC 9110 §5.6, RFC 3986 §2).
extension UInt8 {
    var isDigit: Bool { self &- 0x30 < 10 }
    var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
    var isHexDigit: Bool { isDigit || (self | 0x20) &- 0x61 < 6 }

    /// `tchar`, of which methods and field names are made.
    var isToken: Bool { isMember(0x03FF_6CFA_0000_0000, 0x57FF_FFFF_C7FF_FFFE) }

    /// `unreserved` or `sub-delims`: what stands for itself in a host name.
    var isHostCharacter: Bool { isMember(0x2BFF_7FD2_0000_0000, 0x47FF_FFFE_87FF_FFFE) }

    /// What may stand in a field's value: visible characters, space, tab, and bytes above ASCII.
    var isFieldContent: Bool { self >= 0x20 && self != 0x7F || self == 0x09 }

    /// What may stand in a request target: visible ASCII but `#`, as a fragment is never sent.
    var isTargetCharacter: Bool { self > 0x20 && self < 0x7F && self != 0x23 }

    /// Whether both are the same letter in either case, or the same byte.
    func isSame(ignoringCase other: UInt8) -> Bool {
        self == other || self ^ other == 0x20 && isLetter
    }

    /// Whether the bit of this byte is set: bits of bytes below 64, and of those from 64 to 127.
    private func isMember(_ low: UInt64, _ high: UInt64) -> Bool {
        (self < 64 ? low &>> UInt64(self) : self < 128 ? high &>> UInt64(self & 63) : 0) & 1 != 0
    }
}

extension UnsafeRawBufferPointer {
    /// Whether all bytes may stand in a field's value; eight at a time, as long as there is no control character.
    var isFieldContent: Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops = ones << 7
        var index = 0
        while index + 8 <= count {
            let word = loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let delete = word ^ (ones &* 0x7F)
            let suspects = ((word &- ones &* 0x20) & ~word | (delete &- ones) & ~delete) & tops
            if suspects != 0, !self[index..<index + 8].allSatisfy(\.isFieldContent) { return false }
            index += 8
        }
        while index < count {
            if !self[index].isFieldContent { return false }
            index += 1
        }
        return true
    }

    /// Whether there is a name, and no byte but those of tokens (RFC 9110 §5.6.2).
    var isToken: Bool {
        for byte in self where !byte.isToken { return false }
        return !isEmpty
    }

    /// Whether these are the letters of `name`, which is in lower case, in any case.
    func isName(_ name: StaticString) -> Bool {
        guard count == name.utf8CodeUnitCount else { return false }
        let name = name.utf8Start
        for index in 0..<count where !name[index].isSame(ignoringCase: self[index]) { return false }
        return true
    }

    /// A range without the spaces and tabs at its ends (`OWS`, RFC 9110 §5.6.3).
    func withoutBlanks(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, self[start] == 0x20 || self[start] == 0x09 { start += 1 }
        while end > start, self[end - 1] == 0x20 || self[end - 1] == 0x09 { end -= 1 }
        return start..<end
    }

    var text: String { String(decoding: self, as: UTF8.self) }
}
