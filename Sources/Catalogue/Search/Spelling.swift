/// What one slip of the finger does to a word: a letter too few, too many, a wrong one, or two neighbours swapped.
enum Spelling {
    /// Whether exactly one slip leads from one word to the other.
    static func isOneEdit(_ left: String, _ right: String) -> Bool {
        if abs(left.unicodeScalars.count - right.unicodeScalars.count) > 1 { return false }
        let (left, right) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
        let front = zip(left, right).prefix { $0 == $1 }.count
        let back = zip(left[front...].reversed(), right[front...].reversed()).prefix { $0 == $1 }.count
        let (one, other) = (left[front..<(left.count - back)], right[front..<(right.count - back)])
        switch (one.count, other.count) {
        case (1, 1), (1, 0), (0, 1): return true
        case (2, 2): return Array(one) == Array(other.reversed())
        default: return false
        }
    }
}
