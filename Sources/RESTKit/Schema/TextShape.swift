/// What can be said about a text before its own type has looked at it: for JSON Schema, for forms, and as the bound on
/// its length that is checked before anything normalises it.
public struct TextShape: Sendable, Equatable {
    /// How many lines a text may have.
    public enum Lines: Sendable { case one, many }

    /// Code points as sent.
    var minLength: Int?
    var maxLength: Int?
    var pattern: String?
    /// Bytes of UTF-8 as sent.
    var maximumBytes: Int
    /// Whether ``maxLength`` is what the text's own type counts after NFC, so that more code points may be right.
    var countsItself = false
    var refusesNull = true
    let characters: ClosedRange<Int>
    var isMultiline = false

    /// Text that is trimmed before its characters are counted, after NFC; control characters are refused inside.
    /// The text's own type must see to that. Up to at least 2 characters.
    ///
    /// A character may come decomposed, so four times as many code points are let through to be counted properly.
    public static func trimmed(_ characters: ClosedRange<Int>, lines: Lines = .one) -> Self {
        let most = characters.upperBound * decomposition
        var shape = Self(maximumBytes: most * 4, characters: characters)
        shape.minLength = characters.lowerBound > 0 ? characters.lowerBound : nil
        shape.maxLength = most
        shape.pattern = TextPattern.trimmed(characters, lines: lines)
        shape.isMultiline = lines == .many
        return shape
    }

    /// Text that is taken as it is, any character but U+0000, counted after NFC by its own type.
    public static func verbatim(_ characters: ClosedRange<Int>) -> Self {
        .pattern(TextPattern.withoutNull, characters)
    }

    /// Text of a form of its own, such as an e-mail address: an ECMA-262 pattern that its own type must check, as it
    /// must count the characters after NFC.
    public static func pattern(_ pattern: String, _ characters: ClosedRange<Int>) -> Self {
        var shape = Self(maximumBytes: characters.upperBound * decomposition * 4, characters: characters)
        shape.minLength = characters.lowerBound > 0 ? characters.lowerBound : nil
        shape.maxLength = characters.upperBound
        shape.pattern = pattern
        shape.countsItself = true
        return shape
    }

    /// Up to so many code points as they are sent, any but U+0000: nothing else need be checked.
    public static func raw(upTo codePoints: Int) -> Self {
        var shape = Self.verbatim(0...codePoints)
        shape.countsItself = false
        return shape
    }

    /// Any text at all, as long as the body may be: what is only compared, as a password at login.
    public static let anything: Self = {
        var shape = Self(maximumBytes: .max, characters: 0...Int.max)
        shape.refusesNull = false
        return shape
    }()

    /// The most code points that NFC makes one of.
    private static let decomposition = 4

    var document: SchemaDocument {
        var document = SchemaDocument(.string)
        document.minLength = minLength
        document.maxLength = maxLength
        document.pattern = pattern
        document.characters = characters.upperBound == .max ? nil : characters
        document.isMultiline = isMultiline
        return document
    }
}
