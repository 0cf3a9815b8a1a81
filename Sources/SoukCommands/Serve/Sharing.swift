import Catalogue
import Logging
import RESTKit
import ServiceLifecycle
import SoukServer

/// This server's part among the instances that share its database: hears what the others change, and lets them know
/// that it has. Ends after all others, so that it hears to the last request.
struct Sharing: Service {
    let instances: Instances
    let settings: Settings
    let keys: SigningKeys
    /// Lets the server sign with these from now on.
    let use: @Sendable (KeyRing) -> Void
    let logger: Logger

    /// Refuses to serve beside instances whose tokens this one could not verify, or that could not verify its own; warns
    /// of other differences.
    func check() async throws {
        let card = settings.card(try keys.ring())
        let others = try await instances.others(than: card)
        guard others.allSatisfy({ $0.shares(keysWith: card) }) else {
            throw Failure(
                .configuration,
                "Another instance serves this database with other signing keys: each would refuse the other's tokens. "
                    + "Give all of them the same token-key; a new key goes behind the old one everywhere first.")
        }
        for other in others {
            logger.warning(
                "another instance of this database has other settings",
                metadata: ["here": "\(card.settings)", "there": "\(other.settings)"])
        }
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await instances.run(as: card, keysChanged: readKeys, report: report)
            // Nobody shares the database: nothing to do, but to be there until the end.
            if !Task.isCancelled { try? await gracefulShutdown() }
        }
    }

    private func card() -> InstanceCard {
        guard let ring = try? keys.ring() else { return InstanceCard(keyIDs: [], settings: "") }
        return settings.card(ring)
    }

    private func readKeys() async -> Bool {
        do {
            if let ring = try await keys.readAnew() {
                use(ring)
                logger.notice("signing keys changed", metadata: ["signs": "\(ring.current.id)"])
            }
            return true
        } catch {
            logger.warning("The signing keys could not be read anew.", metadata: ["error": "\(error)"])
            return false
        }
    }

    private func report(_ event: Instances.Event) {
        switch event {
        case .joined: logger.info("hears the other instances' changes")
        case .lost(let error):
            logger.warning(
                "Other instances' changes are not heard: every request asks the database who is signed in.",
                metadata: ["error": "\(error)"])
        }
    }
}
