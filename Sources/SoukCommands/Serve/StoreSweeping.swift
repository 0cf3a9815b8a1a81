import Catalogue
import Logging
import ServiceLifecycle

/// Deletes what an earlier run, ended in the middle of it, left of stores that were deleted. Then it is done.
struct StoreSweeping: Service {
    let stores: StoreService
    let logger: Logger

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { try await stores.sweep() }
        } catch {
            logger.warning("Leftovers of deleted stores stay until the next start.", metadata: ["error": "\(error)"])
        }
    }
}
