import RESTKit

/// A lock as people read it.
extension Lock {
    /// API.md §1's mark, as a drawing: not every system has the character. Nothing for open.
    var mark: HTML {
        switch self {
        case .open: ""
        case .signedIn, .anyToken, .refreshToken, .browser: Self.drawing
        case .fresh: "\(Self.drawing)\(Self.drawing)"
        }
    }

    private static let drawing: HTML = #"""
        <svg class="lock" viewBox="0 0 12 14" aria-hidden="true"><path d="M2 6V4a4 4 0 0 1 8 0v2h1v8H1V6zm2 0h4V4a2 2 0 0 0-4 0z"/></svg>
        """#

    /// In two or three words; nil for open.
    var words: String? {
        switch self {
        case .open: nil
        case .signedIn: "signed in"
        case .fresh: "signed in within 5 minutes"
        case .refreshToken: "refresh token"
        case .anyToken: "any token"
        case .browser: "signed in at the panel"
        }
    }

    /// What it asks for.
    var sentence: String {
        switch self {
        case .open: "Open to anybody; no token is looked at."
        case .signedIn: "An access token of a login within the last 7 days."
        case .fresh: "An access token of a login within the last 5 minutes; a refresh does not make it fresh again."
        case .refreshToken: "A refresh token, in the Authorization field or in the body."
        case .anyToken: "Any token of a living session: access, past its 15 minutes or not, or refresh."
        case .browser: "Signed in at the panel."
        }
    }
}
