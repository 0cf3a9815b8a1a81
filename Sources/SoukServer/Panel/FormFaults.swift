import Catalogue
import NIOHTTP1
import RESTKit

/// Why a form was not done, as it is shown beside its fields.
struct FormFaults: Sendable {
    /// By the field's name.
    private(set) var fields: [String: String] = [:]
    /// What concerns no single field, in a sentence.
    private(set) var general: String?
    let status: HTTPResponseStatus

    /// nil for what is not the person's to mend: that is refused as everywhere else.
    init?(_ error: any Error) {
        switch error {
        case let invalid as InvalidInput:
            status = .unprocessableEntity
            for problem in invalid.problems { add(problem) }
        case let refusal as CatalogueError:
            guard let problem = Explanation.problem(for: refusal), refusal.isForTheForm else { return nil }
            status = problem.code.status
            if let (field, words) = refusal.field {
                fields[field] = words
            } else if problem.errors.isEmpty {
                general = problem.detail
            }
            for problem in problem.errors { add(problem) }
        default: return nil
        }
    }

    init(_ field: String, _ words: String) {
        self.init(fields: [field: words])
    }

    init(fields: [String: String] = [:], general: String? = nil) {
        status = .unprocessableEntity
        (self.fields, self.general) = (fields, general)
    }

    private mutating func add(_ problem: FieldProblem) {
        guard case .pointer(let pointer) = problem.place, !pointer.isEmpty else {
            general = problem.detail
            return
        }
        fields[String(pointer.dropFirst()), default: problem.detail] = problem.detail
    }
}

extension CatalogueError {
    /// The field that this is about, and what is said of it behind its label.
    fileprivate var field: (name: String, words: String)? {
        switch self {
        case .storeNameTaken: ("name", "is another store's already")
        case .tagNameTaken: ("name", "is another tag's of this store already")
        case .emailTaken: ("email", "belongs to an account already")
        case .currencyMismatch: ("price", "must be said again: the new store has another currency")
        case .storeHasItems: ("currency", "cannot change while the store has items")
        case .itemHasTags: ("store_id", "cannot be another while the item has tags: take them off first")
        default: nil
        }
    }

    /// What is gone, changed meanwhile or has to wait has a page of its own, which says how long (`Retry-After`).
    fileprivate var isForTheForm: Bool {
        switch self {
        case .notFound, .preconditionFailed, .sessionEnded, .sessionExpired, .insufficientRole, .tooManyAttempts,
            .overloaded:
            false
        default: true
        }
    }
}
