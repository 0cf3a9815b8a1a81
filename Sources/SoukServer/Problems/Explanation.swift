import Catalogue
import RESTKit
import SQLEngines

/// The one place where errors meet HTTP.
enum Explanation {
    /// What a client is told of `error`; nil for a bug or an outage, which is 500 and goes to the log with its cause.
    static func problem(for error: any Error) -> Problem? {
        switch error {
        case let problem as Problem: problem
        case let refusal as CatalogueError: problem(of: refusal)
        case let outage as EngineError: problem(of: outage)
        default: nil
        }
    }

    private static func problem(of refusal: CatalogueError) -> Problem {
        switch refusal {
        case .notFound: .notFound
        case .invalid(let fields): invalid(fields)
        case .storeNameTaken: Problem(.storeNameTaken, "another store has this name")
        case .tagNameTaken: Problem(.tagNameTaken, "another tag of this store has this name")
        case .emailTaken: Problem(.emailTaken, "an account has this e-mail address; log in instead")
        case .tagInUse: Problem(.tagInUse, "take the tag off its items before you delete it")
        case .tagOfAnotherStore: Problem(.tagOfAnotherStore, "an item can only carry tags of its own store")
        case .itemHasTags: Problem(.itemHasTags, "take the item's tags off before you move it to another store")
        case .storeHasItems: Problem(.storeHasItems, "the currency cannot change while the store has items")
        case .tooManyTags: Problem(.tooManyTags, "an item carries at most 100 tags")
        case .currencyMismatch: Problem(.currencyMismatch, "the new store has another currency; send the price as well")
        case .preconditionFailed: .preconditionFailed
        case .selectionChanged: .preconditionFailed
        case .bulkRefused(_, let first): refused(first)
        case .registrationClosed: Problem(.registrationClosed, "this server does not take registrations")
        case .insufficientRole(let role): .insufficientRole(RoleName(rawValue: role.rawValue))
        case .lastAdmin: Problem(.lastAdmin, "make somebody else an admin before you leave")
        case .invalidCredentials: .invalidCredentials
        case .tooManyAttempts(let wait): .tooManyRequests(retryAfter: seconds(wait))
        case .sessionEnded: .tokenRevoked
        case .sessionExpired: .tokenExpired
        case .overloaded(let wait): .overloaded(retryAfter: seconds(wait))
        }
    }

    private static func problem(of outage: EngineError) -> Problem? {
        switch outage {
        case .storageFull: Problem(.storageFull, "nothing was stored: the server's disk is full")
        case .timedOut: .overloaded(retryAfter: 1)
        case .overloaded: .overloaded(retryAfter: 1)
        case .unavailable: .notReady("the database cannot be reached; nothing was changed", retryAfter: 1)
        case .outcomeUnknown:
            .notReady("the database was lost while it stored the change: look whether it did", retryAfter: 1)
        case .closed: .notReady("the server is stopping", retryAfter: 2)
        case .failed: nil
        }
    }

    private static func invalid(_ fields: [InvalidField]) -> Problem {
        .validationFailed(
            fields.prefix(100).map { field in
                FieldProblem(.pointer("/" + field.field), field.reason.code, field.reason.detail)
            })
    }

    private static func refused(_ items: [BulkRefusal]) -> Problem {
        .validationFailed(
            items.map { item in
                FieldProblem(.pointer("/items/\(item.id)"), item.obstacle.rawValue, item.obstacle.sentence)
            })
    }

    /// For `Retry-After`: rounded up.
    private static func seconds(_ wait: Duration) -> Int {
        let (seconds, attoseconds) = wait.components
        return Int(seconds) + (attoseconds > 0 ? 1 : 0)
    }
}

extension Problem {
    /// The same in bytes for an unknown address, a wrong password and a disabled account. The challenge has no error
    /// code: no token was sent (RFC 6750 §3.1).
    fileprivate static var invalidCredentials: Problem {
        Problem(
            .invalidCredentials, "e-mail and password do not match an account",
            headers: ["WWW-Authenticate": Challenge.bearer.field])
    }
}
