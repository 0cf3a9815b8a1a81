extension String {
    /// No text that is taken anywhere has more: a password has 128 characters.
    private static let mostMarks = 128

    /// Without combining marks beyond the 128th of those that follow one another.
    ///
    /// `==`, `hash(into:)` and `Character` bring such a run into its canonical order first (UAX #15 §12.1), which costs the
    /// square of its length: seconds, for what fits into a request. So nothing that a client has written is compared before.
    func boundingMarks() -> String {
        // A mark is two bytes at least.
        guard utf8.count > 2 * Self.mostMarks, !utf8.allSatisfy({ $0 < 0x80 }) else { return self }
        var marks = 0
        return String(
            unicodeScalars.filter { scalar in
                marks = scalar.isMark ? marks + 1 : 0
                return marks <= Self.mostMarks
            })
    }
}

extension Unicode.Scalar {
    fileprivate var isMark: Bool { value >= 0x300 && properties.canonicalCombiningClass != .notReordered }
}
