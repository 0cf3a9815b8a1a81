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
            case let error as ServerStartFailure: Failure(.unavailable, error.description)
            case let error as KeysRefused: Failure(.configuration, error.description)
            case let error as UnsafeSettings: Failure(.configuration, error.description)
            case is CancellationError: Failure(.interrupted, "Interrupted.")
            default: Failure(.software, "Something went wrong inside Souk (\(type(of: error))). Please report it.")
            }
    }

    private init(engine error: EngineError) {
        self =
            switch error {
            case .storageFull: Failure(.inputOutput, "The disk is full; nothing was written.")
            case .timedOut: Failure(.unavailable, "The database took too long. Try again when it is less busy.")
            case .overloaded: Failure(.unavailable, "The database has too much to do. Try again in a moment.")
            case .closed: Failure(.unavailable, "The server is stopping. Try again when it has stopped.")
            case .failed(let code, let message): Failure(.inputOutput, "The database failed: \(message) (\(code)).")
            }
    }

    private init(catalogue error: CatalogueError) {
        self =
            switch error {
            case .emailTaken: Failure(.refused, "There is an account with this e-mail address already.")
            case .notFound: Failure(.refused, "There is no such thing.")
            case .storeNameTaken: Failure(.refused, "There is a store of this name already.")
            case .invalid(let fields):
                Failure(.dataError, fields.map { "\($0.field) \($0.reason.detail)." }.joined(separator: "\n"))
            case .overloaded: Failure(.unavailable, "Too many passwords are being checked. Try again in a moment.")
            default: Failure(.refused, "The shop's rules refuse this (\(error)).")
            }
    }
}
