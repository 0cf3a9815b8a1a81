/// What the rules of the shop refuse, in words fit for the end user. HTTP gives each its status in one place.
public enum CatalogueError: Error, Sendable, Equatable {
    case notFound
    /// Fields that are well formed but not allowed here, all at once.
    case invalid([InvalidField])

    case storeNameTaken, tagNameTaken, emailTaken
    /// The tag is still on items; unlink it first.
    case tagInUse
    case tagOfAnotherStore
    /// The item's tags stay with the old store; unlink them before moving it.
    case itemHasTags
    case storeHasItems
    case tooManyTags
    /// The new store has another currency: say the price again.
    case currencyMismatch
    case preconditionFailed
    /// A bulk change means so many items now, which are others than were shown: look again.
    case selectionChanged(found: Int)
    /// So many items of a bulk change cannot be changed so, the first of them with their reasons; nothing was changed.
    case bulkRefused(count: Int, first: [BulkRefusal])

    case registrationClosed
    /// Who asks does not have this role, or not any more.
    case insufficientRole(Role)
    /// There would be no admin any more, who could make another.
    case lastAdmin
    /// Unknown account, wrong password, disabled account: all alike.
    case invalidCredentials
    /// Too many failures; the same for the right password. Try again after this long.
    case tooManyAttempts(retryAfter: Duration)
    /// The session has ended, or the refresh token was used before.
    case sessionEnded
    /// The session's seven days are over.
    case sessionExpired
    /// The queue of password hashes is full. Try again after this long.
    case overloaded(retryAfter: Duration)
}

/// One field that is not allowed, and why.
public struct InvalidField: Error, Sendable, Equatable {
    /// The field's name as the API spells it: `price`, `store_id`.
    public let field: String
    public let reason: ValueError

    public init(_ field: String, _ reason: ValueError) {
        self.field = field
        self.reason = reason
    }
}

/// Why a value is refused: a word for programs (`min`, `max_length`, `digits`) and one for people.
public struct ValueError: Error, Sendable, Equatable {
    public let code: String
    public let detail: String

    public init(_ code: String, _ detail: String) {
        self.code = code
        self.detail = detail
    }
}
