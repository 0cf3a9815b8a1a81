import Synchronization

/// Closed at first; opened once, it lets everyone through who waits or comes later.
final class Gate: Sendable {
    private enum State {
        case closed([CheckedContinuation<Void, Never>])
        case open
    }

    private let state = Mutex(State.closed([]))

    func open() {
        let waiting = state.withLock { state in
            defer { state = .open }
            return if case .closed(let waiting) = state { waiting } else { [CheckedContinuation<Void, Never>]() }
        }
        for caller in waiting { caller.resume() }
    }

    func wait() async {
        await withCheckedContinuation { caller in
            let isOpen = state.withLock { state in
                guard case .closed(let waiting) = state else { return true }
                state = .closed(waiting + [caller])
                return false
            }
            if isOpen { caller.resume() }
        }
    }
}
