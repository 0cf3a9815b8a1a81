import Synchronization

/// Work that is done together by those who ask for it at the same time.
///
/// Whoever finds nobody at work begins, once those of the same turn of its event loop have come too. Whoever comes while a
/// group is worked on goes into the next one, which the first of them works on.
final class Gathering<Element: Sendable, Answer: Sendable>: Sendable {
    private struct Waiter {
        let element: Element
        let caller: CheckedContinuation<Turn, Never>
    }

    private enum Turn {
        case answered(Answer)
        /// It is to work on its own element and theirs.
        case leads([Waiter])
    }

    private struct State {
        var isWorking = false
        var waiters: [Waiter] = []
    }

    private let most: Int
    private let state = Mutex(State())

    /// A group has at most `most` elements.
    init(most: Int) {
        self.most = max(1, most)
    }

    /// How many wait for the group that is worked on.
    var waiting: Int { state.withLock { $0.waiters.count } }

    /// The answer to the element, as `work` gives it: one for each element of a group, in their order. Every caller's
    /// `work` must do the same.
    func answer(to element: Element, _ work: ([Element]) async -> [Answer]) async -> Answer {
        var others: [Waiter] = []
        if begins() {
            await Task.yield()
            others = next(most - 1)
        } else {
            switch await turn(of: element) {
            case .answered(let answer): return answer
            case .leads(let group): others = group
            }
        }
        let answers = await work([element] + others.map(\.element))
        precondition(answers.count == others.count + 1, "one answer for each element")
        handOn()
        for (waiter, answer) in zip(others, answers.dropFirst()) { waiter.caller.resume(returning: .answered(answer)) }
        return answers[0]
    }

    private func begins() -> Bool {
        state.withLock { state in
            defer { state.isWorking = true }
            return !state.isWorking
        }
    }

    private func turn(of element: Element) async -> Turn {
        await withCheckedContinuation { caller in
            let isFree = state.withLock { state in
                defer { state.isWorking = true }
                if state.isWorking { state.waiters.append(Waiter(element: element, caller: caller)) }
                return !state.isWorking
            }
            if isFree { caller.resume(returning: .leads([])) }
        }
    }

    private func next(_ count: Int) -> [Waiter] {
        state.withLock { state in
            defer { state.waiters.removeFirst(min(count, state.waiters.count)) }
            return Array(state.waiters.prefix(count))
        }
    }

    private func handOn() {
        let group = state.withLock { state in
            state.isWorking = !state.waiters.isEmpty
            defer { state.waiters.removeFirst(min(most, state.waiters.count)) }
            return state.waiters.prefix(most)
        }
        group.first?.caller.resume(returning: .leads(Array(group.dropFirst())))
    }
}
