import NIOConcurrencyHelpers
import NIOCore

/// Lets so many requests of the whole server be with the application at once, and others wait for their turn in two lines.
///
/// An eighth of the places, and of each line, is for safe methods alone (RFC 9110 §9.2.1): what changes something may wait
/// long for others who change the same, and must not keep those who only read from their place. Of fewer than eight none is.
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
        fileprivate let isSafe: Bool
        fileprivate let number: Int
    }

    private struct Waiter {
        let arrival: Int
        let isSafe: Bool
        let eventLoop: any EventLoop
        let admitted: @Sendable () -> Void
    }

    /// Of something that holds `most`.
    private struct Bound {
        let most: Int

        func admits(isSafe: Bool, to all: Int, unsafe: Int) -> Bool {
            all < most && (isSafe || unsafe < most - most / 8)
        }
    }

    /// Who waits in one line: two files, so that who is safe need not wait for those before who may not go in yet.
    private struct Files {
        private var safe = WaitingLine<Waiter>()
        private var unsafe = WaitingLine<Waiter>()

        var count: Int { safe.count + unsafe.count }

        /// nil when there is no room.
        mutating func join(_ waiter: Waiter, within bound: Bound) -> Int? {
            guard bound.admits(isSafe: waiter.isSafe, to: count, unsafe: unsafe.count) else { return nil }
            return waiter.isSafe ? safe.join(waiter) : unsafe.join(waiter)
        }

        mutating func leave(_ ticket: Ticket) {
            if ticket.isSafe { safe.leave(ticket.number) } else { unsafe.leave(ticket.number) }
        }

        /// Who has waited longest, of the safe alone or of all.
        func first(isSafe: Bool) -> Waiter? {
            guard !isSafe, let other = unsafe.first else { return safe.first }
            guard let first = safe.first else { return other }
            return first.arrival < other.arrival ? first : other
        }

        /// Takes out who has waited longest of the safe, or of the others.
        mutating func remove(isSafe: Bool) -> Waiter? { isSafe ? safe.next() : unsafe.next() }
    }

    private struct State {
        var inside = 0
        var unsafeInside = 0
        var ordinary = Files()
        var early = Files()
        var arrivals = 0

        var waiting: Int { ordinary.count + early.count }

        mutating func enter(isSafe: Bool) {
            inside += 1
            if !isSafe { unsafeInside += 1 }
        }

        mutating func leave(isSafe: Bool) {
            inside -= 1
            if !isSafe { unsafeInside -= 1 }
        }

        /// Takes out whoever has waited longest, in either line, of the safe alone or of all.
        mutating func next(isSafe: Bool) -> Waiter? {
            let (first, other) = (ordinary.first(isSafe: isSafe), early.first(isSafe: isSafe))
            if let first, first.arrival < other?.arrival ?? .max { return ordinary.remove(isSafe: first.isSafe) }
            return other.flatMap { early.remove(isSafe: $0.isSafe) }
        }
    }

    private let places: Bound
    private let ordinary: Bound
    private let early = Bound(most: 4_096)
    private let state = NIOLockedValueBox(State())

    /// `queue` is how many the ordinary line takes.
    init(places: Int, queue: Int) {
        self.places = Bound(most: places)
        ordinary = Bound(most: queue)
    }

    /// How many have a place.
    var inside: Int { state.withLockedValue { $0.inside } }
    /// How many wait for one.
    var waiting: Int { state.withLockedValue { $0.waiting } }

    /// Takes a place, if one is free.
    func enter(isSafe: Bool) -> Bool {
        state.withLockedValue { enter(&$0, isSafe: isSafe) }
    }

    /// Queues for a place: `admitted` is called on the event loop when there is one. nil when the line is full.
    func wait(
        in line: Line, isSafe: Bool, on eventLoop: any EventLoop, admitted: @escaping @Sendable () -> Void
    ) -> Ticket? {
        let (number, isFree): (Int?, Bool) = state.withLockedValue { state in
            if enter(&state, isSafe: isSafe) { return (-1, true) }
            state.arrivals += 1
            let waiter = Waiter(arrival: state.arrivals, isSafe: isSafe, eventLoop: eventLoop, admitted: admitted)
            return switch line {
            case .ordinary: (state.ordinary.join(waiter, within: ordinary), false)
            case .early: (state.early.join(waiter, within: early), false)
            }
        }
        if isFree { eventLoop.execute(admitted) }
        return number.map { Ticket(line: line, isSafe: isSafe, number: $0) }
    }

    /// Gives the place to whoever is next of those who may have it.
    func leave(isSafe: Bool) {
        let next: Waiter? = state.withLockedValue { state in
            state.leave(isSafe: isSafe)
            guard state.waiting > 0 else { return nil }
            let next = state.next(isSafe: !admits(isSafe: false, to: state))
            if let next { state.enter(isSafe: next.isSafe) }
            return next
        }
        if let next { next.eventLoop.execute(next.admitted) }
    }

    /// Leaves the line. When the place has been given already, `admitted` is on its way and must leave again.
    func giveUp(_ ticket: Ticket) {
        state.withLockedValue { state in
            switch ticket.line {
            case .ordinary: state.ordinary.leave(ticket)
            case .early: state.early.leave(ticket)
            }
        }
    }

    private func admits(isSafe: Bool, to state: State) -> Bool {
        places.admits(isSafe: isSafe, to: state.inside, unsafe: state.unsafeInside)
    }

    private func enter(_ state: inout State, isSafe: Bool) -> Bool {
        guard admits(isSafe: isSafe, to: state) else { return false }
        state.enter(isSafe: isSafe)
        return true
    }
}
