/// The words of a text as a search knows them: runs of letters and digits, lower case, without accents (API.md §3).
///
/// A word is cut at ``longest`` scalars. What counts as an accent is a mark that a Latin, Greek, Cyrillic, Hebrew or
/// Arabic reader may leave out; marks that make another letter (Japanese, Thai, Indic scripts) stay.
struct SearchWords {
    /// In the order of their first appearance, none twice.
    private(set) var words: [String] = []
    private var seen: Set<String> = []
    private var current = String.UnicodeScalarView()
    private var length = 0

    /// Scalars of a word that count: enough for every real word, and no text can fill an index with one.
    static let longest = 64

    /// All words of `text`, in order, none twice.
    static func of(_ text: String) -> [String] {
        var reader = Self()
        for scalar in text.decomposed.unicodeScalars { reader.read(scalar) }
        reader.endWord()
        return reader.words
    }

    private mutating func read(_ scalar: Unicode.Scalar) {
        if scalar.value < 0x80 { return readASCII(UInt8(truncatingIfNeeded: scalar.value)) }
        let scalar = scalar.narrow
        if scalar.isAccent { return }
        guard scalar.isPartOfWord else { return endWord() }
        for folded in scalar.searchFolded { append(folded) }
    }

    private mutating func readASCII(_ byte: UInt8) {
        switch byte {
        case 0x61...0x7A, 0x30...0x39: append(Unicode.Scalar(byte))
        case 0x41...0x5A: append(Unicode.Scalar(byte | 0x20))
        default: endWord()
        }
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        if length < Self.longest { current.append(scalar) }
        length += 1
    }

    private mutating func endWord() {
        guard length > 0 else { return }
        let word = String(current)
        if seen.insert(word).inserted { words.append(word) }
        current = String.UnicodeScalarView()
        length = 0
    }
}

extension Unicode.Scalar {
    /// Full-width ASCII as plain ASCII.
    fileprivate var narrow: Unicode.Scalar {
        (0xFF01...0xFF5E).contains(value) ? Unicode.Scalar(value - 0xFEE0) ?? self : self
    }

    /// Marks by their combining class (UAX #44 §5.7.4): 10–36 are the points of Hebrew and Arabic, 200 and above those
    /// above and below letters.
    fileprivate var isAccent: Bool {
        let order = properties.canonicalCombiningClass.rawValue
        return (10...36).contains(order) || order >= 200
    }

    fileprivate var isPartOfWord: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark, .decimalNumber, .letterNumber:
            true
        default: false
        }
    }

    /// The case folding, and in plain letters the few that no decomposition takes apart but every reader does.
    fileprivate var searchFolded: String.UnicodeScalarView {
        switch value {
        case 0xDF, 0x1E9E: "ss".unicodeScalars
        case 0xC6, 0xE6: "ae".unicodeScalars
        case 0x152, 0x153: "oe".unicodeScalars
        case 0xD8, 0xF8: "o".unicodeScalars
        case 0x110, 0x111: "d".unicodeScalars
        case 0x126, 0x127: "h".unicodeScalars
        case 0x131: "i".unicodeScalars
        case 0x141, 0x142: "l".unicodeScalars
        default: String(caseFolded).unicodeScalars
        }
    }
}
