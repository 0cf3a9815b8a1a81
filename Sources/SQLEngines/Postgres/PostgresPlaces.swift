import NIOCore
import Synchronization

/// A connection that somebody has, and what as.
struct PostgresLease: Sendable {
    let connection: PostgresConnection
    let work: PostgresWork
}

/// What a pool knows of its connections and of who waits for one: whose turn it is, and whether there is room for more.
struct PostgresPlaces {
    /// Where a connection that is free goes.
    enum Place {
        case kept
        case superfluous(isEmptied: Bool)
    }

    var lines = PostgresLines()
    private(set) var shares: PostgresShares
    private(set) var isClosed = false
    /// Connections there are, taken ones and those being made included.
    private(set) var count = 0
    /// Attempts to connect that failed in a row.
    private(set) var failures = 0
    private var idle: [PostgresConnection] = []
    private var connecting = 0
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
        shares = PostgresShares(of: limit)
    }

    /// Whether no connection has been made for a while, or the first is under way.
    var isDown: Bool { failures > 0 || count == connecting }

    /// One of the loop's own rather than another's, the one used last first.
    mutating func takeIdle(for work: PostgresWork, on loop: any EventLoop) throws(EngineError) -> PostgresLease? {
        if isClosed { throw .closed }
        guard !idle.isEmpty, let work = admission(of: work) else { return nil }
        shares.take(work)
        let own = idle.lastIndex { $0.loop === loop }
        return PostgresLease(connection: idle.remove(at: own ?? idle.index(before: idle.endIndex)), work: work)
    }

    /// `work` is what somebody had it for; nil where it is new.
    mutating func place(_ connection: PostgresConnection, after work: PostgresWork?) -> Place {
        if let work { shares.giveBack(work) }
        if isClosed || connection.isGone.load(ordering: .acquiring) {
            count -= 1
            return .superfluous(isEmptied: isClosed && count == 0)
        }
        idle.append(connection)
        return .kept
    }

    /// Those whose turn it is, each with a connection, the one used last first. One that is free may let in more than one:
    /// those of other work may have waited for their share of the idle ones.
    mutating func handOut() -> [(turn: PostgresLines.Turn, lease: PostgresLease)] {
        var handed: [(turn: PostgresLines.Turn, lease: PostgresLease)] = []
        while !idle.isEmpty, let next, let work = admission(of: next.work), let turn = lines.leave(next) {
            shares.take(work)
            handed.append((turn, PostgresLease(connection: idle.removeLast(), work: work)))
        }
        return handed
    }

    /// Takes in a connection that was made outside.
    mutating func adopt() { count += 1 }

    /// Whether one more is to be made: somebody waits who may have it, and no more than `width` are being made, one where they
    /// fail: one knocks at a door that stays shut.
    mutating func beginsToConnect(width: Int) -> Bool {
        guard !isClosed, count < limit, connecting < lines.count, next != nil else { return false }
        guard connecting < (failures > 0 ? 1 : width) else { return false }
        count += 1
        connecting += 1
        return true
    }

    mutating func hasConnected() { (connecting, failures) = (connecting - 1, 0) }

    /// Whether that was the last that somebody waited for who closes the pool.
    mutating func hasNotConnected() -> Bool {
        connecting -= 1
        count -= 1
        failures += 1
        return isClosed && count == 0
    }

    /// A connection broke. One that somebody has is placed by him.
    mutating func forget(_ connection: PostgresConnection) {
        guard let index = idle.firstIndex(where: { $0 === connection }) else { return }
        idle.remove(at: index)
        count -= 1
    }

    /// Lets nobody in any more: who has to be told, and what is to be closed.
    mutating func close() -> (idle: [PostgresConnection], waiters: [PostgresLines.Turn], isEmpty: Bool) {
        defer { idle = [] }
        isClosed = true
        count -= idle.count
        return (idle, lines.removeAll(), count == 0)
    }

    /// Who has waited longest of those who may have a connection.
    private var next: PostgresLines.Ticket? { lines.first { admission(of: $0) != nil } }

    /// What the work is let in as; nil when it has to wait. A write may wait for locks where not too many do, and nobody
    /// else wants to.
    private func admission(of work: PostgresWork) -> PostgresWork? {
        if work == .write, lines.isEmpty(of: .patient), shares.admits(.patient) { return .patient }
        return shares.admits(work) ? work : nil
    }
}
