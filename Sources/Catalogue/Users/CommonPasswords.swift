/// The passwords that are guessed first, however long they look.
enum CommonPasswords {
    /// Whether `password` is one of them, in whatever case. Halves the sorted list in place: no table is built.
    static func contains(_ password: String) -> Bool {
        let wanted = Array(password.lowercased().utf8)
        return sorted.withUTF8Buffer { find(wanted, in: $0) }
    }

    private static func find(_ wanted: [UInt8], in words: UnsafeBufferPointer<UInt8>) -> Bool {
        var remaining = 0..<words.count
        while !remaining.isEmpty {
            let word = word(around: (remaining.lowerBound + remaining.upperBound) / 2, in: words)
            if words[word].elementsEqual(wanted) { return true }
            if words[word].lexicographicallyPrecedes(wanted) {
                remaining = min(word.upperBound + 1, remaining.upperBound)..<remaining.upperBound
            } else {
                remaining = remaining.lowerBound..<max(word.lowerBound - 1, remaining.lowerBound)
            }
        }
        return false
    }

    /// The word that the byte at `index` belongs to; a separator belongs to the word before it.
    private static func word(around index: Int, in words: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        var start = index
        while start > 0, !isSeparator(words[start - 1]) { start -= 1 }
        var end = index
        while end < words.count, !isSeparator(words[end]) { end += 1 }
        return start..<end
    }

    private static func isSeparator(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A }
}
