/// An e-mail address as its owner wrote it (trimmed, NFC), with a key that ignores case.
///
/// Up to 254 characters (RFC 5321 §4.5.3.1.3). The syntax is the sane part of RFC 5321 §4.1.2: atoms with single dots,
/// one `@`, domain labels. Whether mail arrives there is not asked.
public struct EmailAddress: Sendable, Hashable, CustomStringConvertible {
    /// As it was written.
    public let text: String
    /// The same for addresses that differ in case only.
    public let key: String

    public var description: String { text }

    /// The most characters an address may have.
    public static let maximumLength = 254

    static let rule = TextRule(maximum: maximumLength, allowsLines: false)

    /// Throws a ``ValueError`` with `max_length`, `characters` or `email`.
    public init(_ raw: String) throws(ValueError) {
        let text = try Self.rule.clean(raw)
        let parts = text.unicodeScalars.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, Self.isLocalPart(parts[0]), Self.isDomain(parts[1]) else {
            throw ValueError("email", "must be an e-mail address such as name@example.org")
        }
        self.text = text
        key = text.caseFolded
    }

    private static let specials: Set<Unicode.Scalar> = ["(", ")", "<", ">", "[", "]", ",", ";", ":", "\\", "\""]

    private static func isLocalPart(_ part: Substring.UnicodeScalarView) -> Bool {
        part.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy { $0.isGraphic && !specials.contains($0) }
        }
    }

    private static func isDomain(_ part: Substring.UnicodeScalarView) -> Bool {
        part.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            // A mark belongs to the letter before it (RFC 5891 §4.2.3.2).
            (1...63).contains(Substring(label).utf8.count) && label.first?.isMark == false
                && label.first != "-" && label.last != "-"
                && label.allSatisfy { $0 == "-" || $0.isLetterOrDigit }
        }
    }
}

extension Unicode.Scalar {
    /// Whether it shows as a mark of its own or on its letter: no space, no control, nothing invisible.
    fileprivate var isGraphic: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            false
        default: true
        }
    }

    fileprivate var isMark: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    /// Whether a domain label may hold it; beyond ASCII as in internationalised names (RFC 5890).
    fileprivate var isLetterOrDigit: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .decimalNumber:
            true
        default: false
        }
    }
}
