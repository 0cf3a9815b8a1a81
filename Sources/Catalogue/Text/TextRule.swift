/// What a text must be like to be stored: API.md §2.
///
/// Characters are Unicode scalar values, counted after NFC and after trimming white space (Unicode's `White_Space`).
/// Every step is bounded by the one before it, so that no text costs more than its length to refuse.
struct TextRule: Sendable {
    /// At most this many scalars.
    let maximum: Int
    /// Whether line feeds and tabs may be in it, and line and paragraph separators. CRLF and a lone CR become LF.
    let allowsLines: Bool

    /// A scalar's canonical decomposition is at most four scalars of four bytes.
    private static let bytesPerScalar = 16
    /// Text in which more marks follow one another is not writing (UAX #15 §12.1) and costs the square to normalise.
    private static let marksInARow = 30

    /// The text as it is stored: NFC, trimmed. May be empty.
    ///
    /// Throws `max_length` when it is too long and `characters` when it holds what it may not.
    func clean(_ raw: String) throws(ValueError) -> String {
        let trimmed = raw.trimmed
        guard trimmed.utf8.count <= maximum * Self.bytesPerScalar else { throw tooLong }
        let text = try checked(String(trimmed)).composed
        guard text.unicodeScalars.count <= maximum else { throw tooLong }
        return text
    }

    private var tooLong: ValueError {
        ValueError("max_length", "must be at most \(maximum) characters long")
    }

    private func checked(_ text: String) throws(ValueError) -> String {
        var marks = 0
        var hasReturns = false
        for scalar in text.unicodeScalars {
            guard scalar.value >= 0x300 else {
                marks = 0
                if (0x20..<0x7F).contains(scalar.value) { continue }
                if scalar == "\r", allowsLines { hasReturns = true } else { try refuseControl(scalar) }
                continue
            }
            try refuseControl(scalar)
            marks = scalar.properties.canonicalCombiningClass == .notReordered ? 0 : marks + 1
            guard marks <= Self.marksInARow else {
                throw ValueError("characters", "must not have more than \(Self.marksInARow) marks on one letter")
            }
        }
        return hasReturns ? text.withLineFeeds : text
    }

    private func refuseControl(_ scalar: Unicode.Scalar) throws(ValueError) {
        switch scalar.value {
        case 0x09, 0x0A, 0x2028, 0x2029:
            if allowsLines { return }
            throw ValueError("characters", "must be one line without tabs")
        case 0..<0x20, 0x7F..<0xA0:
            throw ValueError("characters", "must not have control characters")
        default: return
        }
    }
}

extension String {
    /// Without white space at either end.
    var trimmed: Substring {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.isWhiteSpace }),
            let last = scalars.lastIndex(where: { !$0.isWhiteSpace })
        else { return "" }
        return Substring(scalars[first...last])
    }

    /// Every line end as one line feed.
    fileprivate var withLineFeeds: String {
        var scalars = UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in unicodeScalars {
            if scalar == "\r" || (scalar == "\n" && previous != "\r") { scalars.append("\n") }
            if scalar != "\r", scalar != "\n" { scalars.append(scalar) }
            previous = scalar
        }
        return String(scalars)
    }
}

extension Unicode.Scalar {
    fileprivate var isWhiteSpace: Bool {
        value < 0x80 ? value == 0x20 || (0x09...0x0D).contains(value) : properties.isWhitespace
    }
}
