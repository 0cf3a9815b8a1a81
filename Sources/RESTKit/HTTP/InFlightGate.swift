import NIOConcurrencyHelpers
import NIOCore

/// Lets so many requests of the whole server be with the application at once, and others wait for their turn in two lines.
final class InFlightGate: Sendable {
    enum Line {
        /// A short one, for anybody.
        case ordinary
        /// For those who were told when to come back, and come before that. To refuse them anew would cost what others could
        /// be answered with, so they wait: one request for each such connection, and
        /// some thousands in all.
        case early
    }

    /// What one who waits can give up.
    struct Ticket {
        let line: Line
        fileprivate let number: Int
    }

    private struct Waiter {
        let arrival: Int
        let eventLoop: any EventLoop
        let admitted: @Sendable () -> Void
    }

    private struct State {
        var inside = 0
        var ordinary = WaitingLine<Waiter>()
        var early = WaitingLine<Waiter>()
        var arrivals = 0

        /// Whoever has waited longest, in either line.
        mutating func next() -> Waiter? {
            guard let first = ordinary.first, let other = early.first else { return ordinary.next() ?? early.next() }
            return first.arrival < other.arrival ? ordinary.next() : early.next()
        }
    }

    private static let mostEarly = 4_096

    private let places: Int
    private let queue: Int
    private let state = NIOLockedValueBox(State())

    /// `queue` is how many the ordinary line takes.
    init(places: Int, queue: Int) {
        self.places = places
        self.queue = queue
    }

    /// How many have a place.
    var inside: Int { state.withLockedValue { $0.inside } }
    /// How many wait for one.
    var waiting: Int { state.withLockedValue { $0.ordinary.count + $0.early.count } }

    /// Takes a place, if one is free.
    func enter() -> Bool {
        state.withLockedValue { state in
            guard state.inside < places else { return false }
            state.inside += 1
            return true
        }
    }

    /// Queues for a place: `admitted` is called on the event loop when there is one. nil when the line is full.
    func wait(in line: Line, on eventLoop: any EventLoop, admitted: @escaping @Sendable () -> Void) -> Ticket? {
        let (ticket, isFree): (Ticket?, Bool) = state.withLockedValue { state in
            if state.inside < places {
                state.inside += 1
                return (Ticket(line: line, number: -1), true)
            }
            state.arrivals += 1
            let waiter = Waiter(arrival: state.arrivals, eventLoop: eventLoop, admitted: admitted)
            switch line {
            case .ordinary:
                guard state.ordinary.count < queue else { return (nil, false) }
                return (Ticket(line: line, number: state.ordinary.join(waiter)), false)
            case .early:
                guard state.early.count < Self.mostEarly else { return (nil, false) }
                return (Ticket(line: line, number: state.early.join(waiter)), false)
            }
        }
        if isFree { eventLoop.execute(admitted) }
        return ticket
    }

    /// Gives the place to whoever is next.
    func leave() {
        let next: Waiter? = state.withLockedValue { state in
            guard state.ordinary.count + state.early.count > 0 else {
                state.inside -= 1
                return nil
            }
            return state.next()
        }
        if let next { next.eventLoop.execute(next.admitted) }
    }

    /// Leaves the line. When the place has been given already, `admitted` is on its way and must leave again.
    func giveUp(_ ticket: Ticket) {
        state.withLockedValue { state in
            switch ticket.line {
            case .ordinary: state.ordinary.leave(ticket.number)
            case .early: state.early.leave(ticket.number)
            }
        }
    }
}
