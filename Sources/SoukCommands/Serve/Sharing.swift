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
    /// Has the server read the keys anew.
    let readKeys: @Sendable () async throws -> Void
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

    /// Throws a ``Failure`` when another instance turns out to be one that this must not serve beside.
    func run() async throws {
        let (joined, hasJoined) = AsyncStream<Void>.makeStream()
        try await cancelWhenGracefulShutdown {
            try await withThrowingTaskGroup { group in
                group.addTask {
                    await instances.run(as: card, keysChanged: keysChanged) { event in
                        report(event)
                        if case .joined = event { hasJoined.yield() }
                    }
                    hasJoined.finish()
                }
                group.addTask { for await _ in joined { try await checkAgain() } }
                // `waitForAll` would go on waiting for the first after the second has thrown.
                while try await group.next() != nil {}
            }
            // Nobody shares the database: nothing to do, but to be there until the end.
            if !Task.isCancelled { try? await gracefulShutdown() }
        }
    }

    /// Two that start at the same moment do not see each other before they are registered.
    private func checkAgain() async throws {
        do { try await check() } catch let failure as Failure { throw failure } catch {
            logger.warning("The other instances could not be looked at.", metadata: ["error": "\(error)"])
        }
    }

    private func card() -> InstanceCard {
        guard let ring = try? keys.ring() else { return InstanceCard(keyIDs: [], settings: "") }
        return settings.card(ring)
    }

    private func keysChanged() async -> Bool {
        do {
            try await readKeys()
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
