/// What can be said about a text before its own type has looked at it: for JSON Schema, for forms, and as the bound on
/// its length that is checked before anything normalises it.
public struct TextShape: Sendable, Equatable {
    /// How many lines a text may have.
    public enum Lines: Sendable { case one, many }

    /// Code points as sent.
    let minLength: Int?
    let maxLength: Int?
    let pattern: String?
    /// Bytes of UTF-8 as sent.
    let maximumBytes: Int
    let characters: ClosedRange<Int>
    let isMultiline: Bool

    /// Text that is trimmed before its characters are counted, after NFC; control characters are refused inside.
    ///
    /// A character may come decomposed, so four times as many code points are let through to be counted properly.
    public static func trimmed(_ characters: ClosedRange<Int>, lines: Lines = .one) -> Self {
        let most = characters.upperBound * 4
        return Self(
            minLength: characters.lowerBound > 0 ? characters.lowerBound : nil, maxLength: most,
            pattern: TextPattern.trimmed(characters, lines: lines), maximumBytes: most * 4, characters: characters,
            isMultiline: lines == .many)
    }

    /// Text that is taken as it is, any character but U+0000.
    public static func verbatim(_ characters: ClosedRange<Int>) -> Self {
        Self(
            minLength: characters.lowerBound, maxLength: characters.upperBound, pattern: TextPattern.withoutNull,
            maximumBytes: characters.upperBound * 16, characters: characters, isMultiline: false)
    }

    /// Text of a form of its own, such as an e-mail address, by an ECMA-262 pattern.
    public static func pattern(_ pattern: String, _ characters: ClosedRange<Int>) -> Self {
        Self(
            minLength: characters.lowerBound, maxLength: characters.upperBound, pattern: pattern,
            maximumBytes: characters.upperBound * 16, characters: characters, isMultiline: false)
    }

    var document: SchemaDocument {
        var document = SchemaDocument(.string)
        document.minLength = minLength
        document.maxLength = maxLength
        document.pattern = pattern
        document.characters = characters
        document.isMultiline = isMultiline
        return document
    }
}
