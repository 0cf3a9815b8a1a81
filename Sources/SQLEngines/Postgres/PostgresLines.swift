import NIOCore

/// Those who wait for a connection, in a line for each kind of work.
struct PostgresLines {
    typealias Turn = @Sendable (Result<PostgresLease, any Error>) -> Void

    struct Ticket {
        let work: PostgresWork
        fileprivate let number: UInt64
    }

    private struct Waiter {
        let number: UInt64
        let turn: Turn
    }

    private var lines = PostgresWork.allCases.map { _ in CircularBuffer<Waiter>() }
    private var tickets: UInt64 = 0

    /// Waiters in one line beyond which nobody else may wait in it.
    private static let most = 1024

    var count: Int { lines.reduce(0) { $0 + $1.count } }

    mutating func ticket(for work: PostgresWork) -> Ticket {
        tickets += 1
        return Ticket(work: work, number: tickets)
    }

    /// False when the line is full.
    mutating func join(_ ticket: Ticket, _ turn: @escaping Turn) -> Bool {
        guard lines[ticket.work.rawValue].count < Self.most else { return false }
        lines[ticket.work.rawValue].append(Waiter(number: ticket.number, turn: turn))
        return true
    }

    /// nil for who waits no more.
    mutating func leave(_ ticket: Ticket) -> Turn? {
        let line = ticket.work.rawValue
        guard let index = lines[line].firstIndex(where: { $0.number == ticket.number }) else { return nil }
        return lines[line].remove(at: index).turn
    }

    /// Who has waited longest of those whose work is `admitted`.
    func first(_ admitted: (PostgresWork) -> Bool) -> Ticket? {
        if count == 0 { return nil }
        return PostgresWork.allCases
            .compactMap { work in lines[work.rawValue].first.map { Ticket(work: work, number: $0.number) } }
            .filter { admitted($0.work) }
            .min { $0.number < $1.number }
    }

    func isEmpty(of work: PostgresWork) -> Bool { lines[work.rawValue].isEmpty }

    mutating func removeAll() -> [Turn] {
        defer { for index in lines.indices { lines[index].removeAll() } }
        return lines.flatMap { line in line.map(\.turn) }
    }
}
