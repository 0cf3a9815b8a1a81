import SQLEngines

/// The processes that serve one database as one, and this one among them: ARCHITECTURE.md, "Instances as one".
///
/// While ``run(as:keysChanged:report:)`` runs, this process hears of the others' changes and may remember who is signed
/// in; while it does not, or cannot reach the database, every request asks the database.
public final class Instances: Sendable {
    public typealias ID = UniqueID<Instances>

    /// How it stands between this process and the others.
    public enum Event: Sendable {
        /// Changes are heard of from now on, at first or again.
        case joined
        /// Changes are not heard of for now; said once until it is ``joined`` again.
        case lost(any Error)
    }

    /// How long a change waits for processes that are silent: after that none of them acts on what was before.
    public static let longestWait = InstanceLease.patience

    let id: ID
    let changes: SharedChanges
    private let engine: any Engine
    private let monotonic: MonotonicClock
    private let hearing: InstanceHearing

    init(
        engine: any Engine, monotonic: MonotonicClock, random: SecureRandom, live: LiveSessions,
        heardGap: @escaping @Sendable () -> Void
    ) {
        id = ID(random)
        self.engine = engine
        self.monotonic = monotonic
        let acknowledgements = Acknowledgements()
        changes = SharedChanges(
            engine: engine, id: id, live: live, acknowledgements: acknowledgements, clock: monotonic)
        hearing = InstanceHearing(id: id, live: live, acknowledgements: acknowledgements, heardGap: heardGap)
    }

    /// Those that serve the database now and show another card than this one is going to. Whoever has given no sign of
    /// life for a second is not counted, and struck off. Empty where nobody shares the database.
    public func others(than card: InstanceCard) async throws -> [InstanceCard] {
        guard engine.isShared else { return [] }
        let strangers = try await engine.members(except: id).filter { $0.card.differs(from: card) }
        if strangers.isEmpty { return [] }
        try await monotonic.sleep(InstanceLease.patience)
        try await engine.write { session in
            for stranger in strangers { try await session.strike(stranger) }
        }
        return try await engine.members(except: id).map(\.card).filter { $0.differs(from: card) }
    }

    /// Runs `body` while no other process that shares the database does anything under the same name: they wait until it
    /// has ended. Should the database be lost meanwhile, another may begin: `body` must bear that.
    public func inTurn<Value: Sendable>(
        _ name: String, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        guard engine.isShared else { return try await body() }
        return try await engine.maintain { session in
            try await session.lock(name: name)
            // A lock may be under way until the next statement is answered.
            _ = try await session.value("SELECT CAST(1 AS BIGINT)", as: Int64.self)
            return try await body()
        }
    }

    /// Takes part until cancelled, then leaves. Returns at once where nobody shares the database.
    /// - Parameters:
    ///   - card: what to show the others; asked for again with every sign of life.
    ///   - keysChanged: reads shared keys anew, and returns whether that was possible.
    ///   - report: told when it begins or ends to hear of the others' changes.
    public func run(
        as card: @escaping @Sendable () -> InstanceCard, keysChanged: @escaping @Sendable () async -> Bool,
        report: @escaping @Sendable (Event) -> Void
    ) async {
        guard engine.isShared else { return }
        let beating = InstanceBeating(
            id: id, engine: engine, hearing: hearing, live: changes.live, monotonic: monotonic,
            card: card, report: report)
        await withTaskGroup { group in
            group.addTask { await self.hearing.answer(on: self.engine) }
            group.addTask {
                await self.hearing.answerKeys(on: self.engine, clock: self.monotonic, keysChanged: keysChanged)
            }
            group.addTask { await beating.run() }
        }
    }
}

extension InstanceCard {
    fileprivate func differs(from other: InstanceCard) -> Bool {
        !shares(keysWith: other) || settings != other.settings
    }
}
