extension String {
    /// The text's UTF-8.
    @inline(__always)
    func withBytes<Result>(_ use: (UnsafeRawBufferPointer) -> Result) -> Result {
        if let result = utf8.withContiguousStorageIfAvailable({ use(UnsafeRawBufferPointer($0)) }) { return result }
        return Array(utf8).withUnsafeBytes(use)
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

    func starts(with text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        return count >= length && Self(rebasing: self[..<length]).isSame(as: text)
    }

    func ends(with text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        return count >= length && Self(rebasing: self[(count - length)...]).isSame(as: text)
    }

    private func isSame(as text: StaticString) -> Bool {
        hasSameBytes(as: UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
