import Catalogue
import RESTKit
import SQLEngines
import SoukServer

extension Failure {
    /// The sentence for an error of any of the rooms below. What nobody foresaw is said to be our fault, by its type's
    /// name alone.
    init(explaining error: any Error) {
        self =
            switch error {
            case let failure as Failure: failure
            case let error as CatalogueError: Failure(catalogue: error)
            case let error as EngineError: Failure(engine: error)
            case let error as DatabaseInUse: Failure(.unavailable, error.description)
            case let error as DatabaseUnusable: Failure(.unavailable, error.description)
            case let error as MigrationRefused: Failure(.unavailable, error.description)
            case let error as ItemFileFault: Failure(.dataError, "Line \(error.line): \(error.reason).")
            case let error as ImportCutShort: Failure(import: error)
            case let error as TransferRefused: Failure(.refused, error.description)
            case let error as ServerStartFailure: Failure(.unavailable, error.description)
            case let error as KeysRefused: Failure(.configuration, error.description)
            case let error as UnsafeSettings: Failure(.configuration, error.description)
            case is CancellationError: Failure(.interrupted, "Interrupted.")
            default: Failure(.software, "Something went wrong inside Souk (\(type(of: error))). Please report it.")
            }
    }

    private init(import error: ImportCutShort) {
        let cause = Failure(explaining: error.cause)
        let kept = ImportText.counts(error.report)
        self.init(cause.exitCode, "\(cause.sentence) The import stopped there; what came before is kept: \(kept).")
    }

    private init(engine error: EngineError) {
        self =
            switch error {
            case .storageFull: Failure(.inputOutput, "The disk is full; nothing was written.")
            case .timedOut: Failure(.unavailable, "The database took too long. Try again when it is less busy.")
            case .overloaded: Failure(.unavailable, "The database has too much to do. Try again in a moment.")
            case .unavailable: Failure(.unavailable, "The database cannot be reached. Nothing was changed.")
            case .outcomeUnknown:
                Failure(.unavailable, "The database was lost while it stored the change. Look whether it did.")
            case .closed: Failure(.unavailable, "The server is stopping. Try again when it has stopped.")
            case .failed(let code, let message): Failure(.inputOutput, "The database failed: \(message) (\(code)).")
            }
    }

    private init(catalogue error: CatalogueError) {
        self =
            switch error {
            case .invalid(let fields):
                Failure(.dataError, fields.map { "\($0.field) \($0.reason.detail)." }.joined(separator: "\n"))
            case .overloaded: Failure(.unavailable, "Too many passwords are being checked. Try again in a moment.")
            case .tooManyAttempts: Failure(.unavailable, "There were too many attempts. Try again in some minutes.")
            default: Failure(.refused, Self.refusal(error))
            }
    }

    private static func refusal(_ error: CatalogueError) -> String {
        switch error {
        case .emailTaken: "There is an account with this e-mail address already."
        case .storeNameTaken: "There is a store of this name already."
        case .tagNameTaken: "The store has a tag of this name already."
        case .notFound: "What this is about has just been deleted."
        case .currencyMismatch, .storeHasItems: "The store's currency is another one."
        case .tooManyTags: "An item can carry at most 100 tags."
        case .tagOfAnotherStore: "A tag belongs to another store than its item."
        case .tagInUse, .itemHasTags: "Tags are still linked to items."
        case .registrationClosed: "Registration is closed."
        case .insufficientRole(let role): "This takes the role \(role.rawValue)."
        case .lastAdmin: "There would be no admin any more."
        case .preconditionFailed, .selectionChanged: "It has been changed meanwhile."
        case .bulkRefused(let count, let first):
            "\(count) items cannot be changed so. The first \(first.first?.obstacle.sentence ?? "refuses")."
        case .invalidCredentials, .sessionEnded, .sessionExpired: "The session is over."
        case .invalid, .tooManyAttempts, .overloaded: "The shop's rules refuse this."
        }
    }
}
