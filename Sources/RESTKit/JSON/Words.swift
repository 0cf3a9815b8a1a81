extension String {
    /// The text's UTF-8.
    @inline(__always)
    func withBytes<Result>(_ use: (UnsafeRawBufferPointer) -> Result) -> Result {
        utf8Span.span.bytes.withUnsafeBytes(use)
    }
}

/// Bytes looked at eight at a time.
extension UnsafeRawBufferPointer {
    /// The last `length` bytes, fewer than eight, as a word whose least significant byte comes first. All of them where
    /// there are fewer than eight; then by words or bytes that overlap.
    @inline(__always)
    func lastBytes(_ length: Int) -> UInt64 {
        if length == 0 { return 0 }
        if count >= 8 { return word(at: count &- 8, UInt64.self) &>> UInt64((8 &- length) &* 8) }
        if count >= 4 {
            return word(at: 0, UInt32.self) | word(at: count &- 4, UInt32.self) &<< UInt64((count &- 4) &* 8)
        }
        let middle = count / 2
        return UInt64(self[0]) | UInt64(self[middle]) &<< UInt64(middle &* 8)
            | UInt64(self[count &- 1]) &<< UInt64((count &- 1) &* 8)
    }

    @inline(__always)
    func word<Word: FixedWidthInteger & BitwiseCopyable>(at place: Int, _: Word.Type) -> UInt64 {
        UInt64(truncatingIfNeeded: Word(littleEndian: loadUnaligned(fromByteOffset: place, as: Word.self)))
    }

    /// Whether both are the same bytes. Takes as long wherever they differ: only a difference in length shows.
    func hasSameBytes(as other: Self) -> Bool {
        guard count == other.count else { return false }
        var (difference, position) = (0 as UInt64, 0)
        while count &- position >= 8 {
            difference |= word(at: position, UInt64.self) ^ other.word(at: position, UInt64.self)
            position &+= 8
        }
        let rest = count &- position
        return difference | (lastBytes(rest) ^ other.lastBytes(rest)) == 0
    }

    /// Whether all are blanks and visible ASCII but quotes and backslashes: what stands for itself wherever it is written.
    package var isPlain: Bool {
        var (found, position) = (0 as UInt64, 0)
        while count &- position >= 8 {
            found |= word(at: position, UInt64.self).bytesNotPlain
            position &+= 8
        }
        let rest = count &- position
        let blanks = 0x2020_2020_2020_2020 as UInt64 &<< UInt64(rest &* 8)
        return found | (lastBytes(rest) | blanks).bytesNotPlain == 0
    }

    func starts(with text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        return count >= length && Self(rebasing: self[..<length]).isSame(as: text)
    }

    func ends(with text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        return count >= length && Self(rebasing: self[(count - length)...]).isSame(as: text)
    }

    func isSame(as text: StaticString) -> Bool {
        hasSameBytes(as: UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}

/// Eight bytes of text at a time. After "Determine if a word has a byte less than n" and "… equal to n"
/// (https://graphics.stanford.edu/~seander/bithacks.html): the lowest byte found is right, those above it may be wrong.
extension UInt64 {
    /// How many bytes come, from the least significant one on, before one that JSON escapes; 8 when none is.
    @inline(__always)
    var bytesBeforeEscape: Int {
        let found = bytesBelow(0x20) | bytes(equalTo: 0x22) | bytes(equalTo: 0x5C)
        return (found & 0x8080_8080_8080_8080).trailingZeroBitCount / 8
    }

    /// 0 when there are none but plain ones.
    @inline(__always)
    fileprivate var bytesNotPlain: UInt64 {
        let found = self | bytesBelow(0x20) | bytes(equalTo: 0x22) | bytes(equalTo: 0x5C) | bytes(equalTo: 0x7F)
        return found & 0x8080_8080_8080_8080
    }

    @inline(__always)
    private func bytesBelow(_ limit: UInt64) -> UInt64 { (self &- limit &* 0x0101_0101_0101_0101) & ~self }

    @inline(__always)
    private func bytes(equalTo byte: UInt64) -> UInt64 { (self ^ byte &* 0x0101_0101_0101_0101).bytesBelow(1) }
}
