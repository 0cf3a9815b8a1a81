public import Secrets

/// A password that an account may be given: 8–128 characters after NFC, any but U+0000, not among the commonest.
public struct Password: Sendable, Equatable {
    /// In NFC, so that it is the same bytes from every keyboard (RFC 8265 §4.2.2). Never written anywhere.
    let text: String

    /// How many characters (Unicode scalar values, after NFC) a password may have.
    public static let lengths = 8...128

    /// Throws a ``ValueError`` with `min_length`, `max_length`, `characters` or `common`.
    public init(_ raw: String) throws(ValueError) {
        guard let text = Self.normalized(raw), text.unicodeScalars.count <= Self.lengths.upperBound else {
            throw ValueError("max_length", "must be at most \(Self.lengths.upperBound) characters")
        }
        guard text.unicodeScalars.count >= Self.lengths.lowerBound else {
            throw ValueError("min_length", "must be at least \(Self.lengths.lowerBound) characters")
        }
        guard !text.utf8.contains(0) else { throw ValueError("characters", "must not contain U+0000") }
        guard !CommonPasswords.contains(text) else {
            throw ValueError("common", "is one of the passwords that are guessed first; choose another")
        }
        self.text = text
    }

    /// What an account has already been given, in NFC; no rule made since takes it away.
    init(proven text: String) {
        self.text = text
    }

    /// Throws a ``ValueError`` with `same_as_email` when the password is the address itself, in whatever case.
    public func check(differsFrom email: EmailAddress) throws(ValueError) {
        guard text.caseFolded != email.key else {
            throw ValueError("same_as_email", "must not be the e-mail address")
        }
    }

    /// `raw` in NFC, or nil when it is too long to be anybody's password: bytes are counted before anything is
    /// normalised, and a character's longest decomposition is four scalars of four bytes.
    static func normalized(_ raw: String) -> String? {
        raw.utf8.count <= lengths.upperBound * 16 ? raw.composed : nil
    }
}

extension Password: Unprinted {}
