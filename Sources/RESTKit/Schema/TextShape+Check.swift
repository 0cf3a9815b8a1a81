extension TextShape {
    /// Refuses what is too long to look at, and U+0000. The rest is the text's own type's to decide.
    func check(_ text: String) throws(InvalidValue) {
        guard text.utf8.count <= maximumBytes, countsItself || isWithinLength(text) else {
            throw InvalidValue("max_length", "must be at most \(characters.upperBound) characters long")
        }
        if refusesNull, text.utf8.contains(0) { throw InvalidValue("characters", "must not hold U+0000") }
    }

    private func isWithinLength(_ text: String) -> Bool {
        guard let maxLength, text.utf8.count > maxLength else { return true }
        return text.unicodeScalars.count <= maxLength
    }
}
