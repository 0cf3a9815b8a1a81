import NIOConcurrencyHelpers
import NIOCore

/// Lets so many requests of the whole server be with the application at once, and so many more wait for their turn.
final class InFlightGate: Sendable {
    private struct Waiter {
        let ticket: UInt64
        let eventLoop: any EventLoop
        let admitted: @Sendable () -> Void
    }

    private struct State {
        var inside = 0
        var lastTicket: UInt64 = 0
        var waiters: [Waiter] = []
    }

    private let places: Int
    private let queue: Int
    private let state = NIOLockedValueBox(State())

    init(places: Int, queue: Int) {
        self.places = places
        self.queue = queue
    }

    /// How many have a place.
    var inside: Int { state.withLockedValue { $0.inside } }
    /// How many wait for one.
    var waiting: Int { state.withLockedValue { $0.waiters.count } }

    /// Takes a place, if one is free.
    func enter() -> Bool {
        state.withLockedValue { state in
            guard state.inside < places else { return false }
            state.inside += 1
            return true
        }
    }

    /// Queues for a place: `admitted` is called on the event loop when there is one. nil when the queue is full.
    func wait(on eventLoop: any EventLoop, admitted: @escaping @Sendable () -> Void) -> UInt64? {
        let (ticket, isFree): (UInt64?, Bool) = state.withLockedValue { state in
            state.lastTicket += 1
            if state.inside < places {
                state.inside += 1
                return (state.lastTicket, true)
            }
            guard state.waiters.count < queue else { return (nil, false) }
            state.waiters.append(Waiter(ticket: state.lastTicket, eventLoop: eventLoop, admitted: admitted))
            return (state.lastTicket, false)
        }
        if isFree { eventLoop.execute(admitted) }
        return ticket
    }

    /// Gives the place to whoever has waited longest.
    func leave() {
        let next: Waiter? = state.withLockedValue { state in
            guard !state.waiters.isEmpty else {
                state.inside -= 1
                return nil
            }
            return state.waiters.removeFirst()
        }
        if let next { next.eventLoop.execute(next.admitted) }
    }

    /// Leaves the queue. When the place has been given already, `admitted` is on its way and must leave again.
    func giveUp(_ ticket: UInt64) {
        state.withLockedValue { state in state.waiters.removeAll { $0.ticket == ticket } }
    }
}
