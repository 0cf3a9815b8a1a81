import Catalogue
import Logging
import ServiceLifecycle

/// Deletes what deleted stores leave behind, of an earlier run too, for as long as the server runs.
struct StoreSweeping: Service {
    let stores: StoreService
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await stores.keepSwept { cause, pause in
                logger.warning(
                    "What deleted stores leave behind could not be deleted yet.",
                    metadata: ["error": "\(cause)", "again_in": "\(pause)"])
            }
        }
    }
}
