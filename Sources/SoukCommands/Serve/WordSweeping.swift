import Catalogue
import Logging
import ServiceLifecycle

/// Drops words that no item has any more from what misspelt ones are taken for, for as long as the server runs.
struct WordSweeping: Service {
    let items: ItemService
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await items.keepWordsSwept { cause in
                logger.warning(
                    "Words that no item has any more could not be dropped; it is tried again in some hours.",
                    metadata: ["error": "\(cause)"])
            }
        }
    }
}
