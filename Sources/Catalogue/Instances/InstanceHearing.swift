import SQLEngines
import Synchronization

/// Does at once what the others' announcements ask for, and tells them so a moment later.
final class InstanceHearing: Sendable {
    private struct Debt {
        let creditor: Instances.ID
        let number: Int64
    }

    private struct State {
        var done: [Debt] = []
        /// To be said when the keys have been read anew.
        var keys: [Debt] = []
        var keysMayHaveChanged = false

        var isEmpty: Bool { done.isEmpty && keys.isEmpty && !keysMayHaveChanged }
    }

    private let id: Instances.ID
    private let live: LiveSessions
    private let acknowledgements: Acknowledgements
    private let state = Mutex(State())
    private let news: AsyncStream<Void>
    private let hasNews: AsyncStream<Void>.Continuation

    init(id: Instances.ID, live: LiveSessions, acknowledgements: Acknowledgements) {
        self.id = id
        self.live = live
        self.acknowledgements = acknowledgements
        (news, hasNews) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// For ``Engine/listen(_:)``: when it returns, what it was told is true no more is forgotten.
    func hear(_ announcement: Announcement) {
        switch announcement {
        case .gap:
            live.forgetAll()
            note { $0.keysMayHaveChanged = true }
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
            guard from != id else { return }
            live.forget(change)
            let debt = Debt(creditor: from, number: number)
            note { if change == .keys { $0.keys.append(debt) } else { $0.done.append(debt) } }
        case nil: live.forgetAll()
        }
    }

    /// Tells the others, until cancelled. What came meanwhile is told in one go.
    func answer(on engine: any Engine, keysChanged: @Sendable () async -> Bool) async {
        for await _ in news {
            let heard = state.withLock { state in
                defer { state = State() }
                return state
            }
            await tell(heard.done, on: engine)
            if !heard.keys.isEmpty || heard.keysMayHaveChanged, await keysChanged() {
                await tell(heard.keys, on: engine)
            }
        }
    }

    private func note(_ change: (inout State) -> Void) {
        state.withLock { change(&$0) }
        hasNews.yield()
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
