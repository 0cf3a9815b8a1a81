import SQLEngines
import Synchronization

/// Does at once what the others' announcements ask for, and tells them so a moment later.
final class InstanceHearing: Sendable {
    private struct Debt {
        let creditor: Instances.ID
        let number: Int64
    }

    /// What has been heard and is to be answered.
    private struct State {
        var sessions: [Debt] = []
        /// To be said when the keys have been read anew.
        var keys: [Debt] = []
    }

    private let id: Instances.ID
    private let live: LiveSessions
    private let acknowledgements: Acknowledgements
    private let heardGap: @Sendable () -> Void
    private let state = Mutex(State())
    private let sessionsBell = Bell()
    private let keysBell = Bell()

    /// `heardGap` is for what else must not be remembered beyond a gap.
    init(
        id: Instances.ID, live: LiveSessions, acknowledgements: Acknowledgements,
        heardGap: @escaping @Sendable () -> Void = {}
    ) {
        self.id = id
        self.live = live
        self.acknowledgements = acknowledgements
        self.heardGap = heardGap
    }

    /// For ``Engine/listen(_:)``: when it returns, what it was told is true no more is forgotten.
    func hear(_ announcement: Announcement) {
        switch announcement {
        case .gap:
            live.forgetAll()
            heardGap()
            keysBell.ring()
        case .message(let text) where Notice.isMeant(text): hear(Notice(text))
        case .message: return
        }
    }

    /// nil for what a newer version says: then nothing that is remembered can be trusted, and nobody is told that it
    /// was understood.
    private func hear(_ notice: Notice?) {
        switch notice {
        case .heard(let by, let of, let numbers):
            if of == id { acknowledgements.note(numbers, by: by) }
        case .change(let from, let number, let change):
            // This process's own too: a commit whose answer was lost may come late.
            live.forget(change)
            note(change, from == id ? [] : [Debt(creditor: from, number: number)])
        case nil: live.forgetAll()
        }
    }

    private func note(_ change: Notice.Change, _ debts: [Debt]) {
        if change == .keys {
            state.withLock { $0.keys += debts }
            keysBell.ring()
        } else if !debts.isEmpty {
            state.withLock { $0.sessions += debts }
            sessionsBell.ring()
        }
    }
}

extension InstanceHearing {
    /// Tells the others what has been forgotten, until cancelled. What came meanwhile is told in one go.
    func answer(on engine: any Engine) async {
        for await _ in sessionsBell.rings {
            await tell(state.withLock { $0.sessions.take() }, on: engine)
        }
    }

    /// Has the keys read anew whenever they may have changed, until cancelled, and tells the others; asks again a moment
    /// later where that was not possible.
    func answerKeys(
        on engine: any Engine, clock: MonotonicClock, keysChanged: @Sendable () async -> Bool
    ) async {
        for await _ in keysBell.rings {
            let debts = state.withLock { $0.keys.take() }
            if await keysChanged() {
                await tell(debts, on: engine)
            } else {
                state.withLock { $0.keys += debts }
                try? await clock.sleep(InstanceLease.interval)
                keysBell.ring()
            }
        }
    }

    /// When it fails, those who wait do so for as long as they may.
    private func tell(_ debts: [Debt], on engine: any Engine) async {
        let notices = Dictionary(grouping: debts, by: \.creditor).flatMap { creditor, debts in
            stride(from: 0, to: debts.count, by: Notice.mostNumbers).map { start in
                let numbers = debts[start...].prefix(Notice.mostNumbers).map(\.number)
                return Notice.heard(by: id, of: creditor, numbers)
            }
        }
        guard !notices.isEmpty else { return }
        try? await engine.write { session in
            for notice in notices { try await session.announce(notice.text) }
        }
    }
}

extension Array {
    /// All elements, which are gone from here.
    fileprivate mutating func take() -> [Element] {
        defer { self = [] }
        return self
    }
}
