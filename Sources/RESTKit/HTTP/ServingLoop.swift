import NIOCore

/// What one event loop keeps for all connections that it serves: who they are, what time it is, and where requests go.
/// It belongs to its event loop's thread.
final class ServingLoop {
    let eventLoop: any EventLoop
    /// Where requests run, whenever they have waited for something.
    let executor: LoopExecutor
    /// Where who has taken enough for once waits, so that others have their turn.
    let socketTurn: SocketTurn
    /// Requests with a place. More than a turn holds are read before the first of them begin, so that what is urgent is found
    /// among them; and each that is answered lets in another, so that without turns a line of thousands would be served before
    /// the loop looked at a socket.
    let turns: TurnQueue
    /// Whether the loop has begun to do what is due since a socket spoke.
    private var hasLookedAway = false
    let application: any Application
    let configuration: HTTPServer.Configuration
    let bounds: ServerBounds
    let draining: DrainState
    private var date: DateField
    private var requestIDs: RequestID
    private var connections: [ObjectIdentifier: any Connection] = [:]
    /// Those that wrote something in this turn.
    private var unsent: [HTTP1Connection] = []
    private var unsentSince = NIODeadline.uptimeNanoseconds(0)
    private var emptied: EventLoopPromise<CutOff>?
    private var isDraining = false
    private var isTicking = false
    private let interval: TimeAmount
    /// How long a turn's requests may take, but for the last.
    private static let share = TimeAmount.milliseconds(10)

    init(
        eventLoop: any EventLoop, socketTurn: SocketTurn, application: any Application,
        configuration: HTTPServer.Configuration, bounds: ServerBounds, draining: DrainState, date: DateField,
        requestIDs: RequestID
    ) {
        self.eventLoop = eventLoop
        executor = LoopExecutor(eventLoop)
        self.socketTurn = socketTurn
        turns = TurnQueue(socketTurn, share: TurnShare(requests: .max, time: Self.share))
        self.application = application
        self.configuration = configuration
        self.bounds = bounds
        self.draining = draining
        self.date = date
        self.requestIDs = requestIDs
        interval = configuration.timeouts.tick
    }

    var limits: HTTPServer.Limits { configuration.limits }
    var timeouts: HTTPServer.Timeouts { configuration.timeouts }

    func newRequestID() -> String { requestIDs.next() }

    func dateText(at now: NIODeadline) -> String { date.text(at: now) }

    /// From now on the connection is asked at every tick whether its time is up, and told when the server drains.
    func add(_ connection: any Connection) {
        connections[ObjectIdentifier(connection)] = connection
        if isDraining {
            connection.drain()
        } else if draining.isDraining {
            connection.giveNotice()
        }
        startTicking()
    }

    func remove(_ connection: any Connection) {
        connections[ObjectIdentifier(connection)] = nil
        if connections.isEmpty { emptied?.succeed(CutOff()) }
    }

    /// Has what a connection wrote sent when all sockets that were ready have been served. A client that is woken by its
    /// answer at once, and again by the next, costs the kernel more than the answer did. Nobody waits for others' longer
    /// than a millisecond and what is then being answered.
    func flushAfterTurn(_ connection: HTTP1Connection) {
        unsent.append(connection)
        let now = NIODeadline.now()
        guard unsent.count == 1 else {
            if now - unsentSince > .milliseconds(1) { flush() }
            return
        }
        unsentSince = now
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        eventLoop.execute {
            bound.value.hasLookedAway = true
            bound.value.flush()
        }
    }

    /// The first socket that speaks after the loop has looked away begins a new turn.
    func socketSpoke() {
        if hasLookedAway {
            hasLookedAway = false
            turns.renew()
        }
    }

    /// For those whose answers are not flushed by ``flushAfterTurn(_:)``.
    func lookAwayAfterTurn() {
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        eventLoop.execute { bound.value.hasLookedAway = true }
    }

    private func flush() {
        let connections = unsent
        unsent.removeAll(keepingCapacity: true)
        for connection in connections { connection.flush() }
    }

    /// From now on each connection's next answer is its last; those at rest stay open.
    func giveNotice() {
        for connection in Array(connections.values) { connection.giveNotice() }
    }

    /// Ends connections soon after they come to rest, and cuts off those that have not within `limit`.
    func drain(within limit: TimeAmount) -> EventLoopFuture<CutOff> {
        isDraining = true
        let emptied = eventLoop.makePromise(of: CutOff.self)
        self.emptied = emptied
        for connection in Array(connections.values) { connection.drain() }
        if connections.isEmpty { emptied.succeed(CutOff()) }
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        let hardEnd = eventLoop.scheduleTask(in: limit) { emptied.succeed(bound.value.closeAll()) }
        emptied.futureResult.whenComplete { _ in
            hardEnd.cancel()
            bound.value.socketTurn.close()
        }
        return emptied.futureResult
    }

    /// Most leave as soon as they are closed: they are counted before.
    private func closeAll() -> CutOff {
        emptied = nil
        let all = Array(connections.values)
        for connection in all { connection.close() }
        return CutOff(connections: all.count { !($0 is HTTP2Stream) }, remaining: connections.count)
    }

    /// One timer for all: a deadline costs a request two stores, and an empty server sleeps.
    private func startTicking() {
        guard !isTicking else { return }
        isTicking = true
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        eventLoop.scheduleTask(in: interval) { bound.value.tick() }
    }

    private func tick() {
        isTicking = false
        let now = NIODeadline.now()
        for connection in Array(connections.values) { connection.check(now) }
        if !connections.isEmpty { startTicking() }
    }
}

/// What a stop had to cut off.
struct CutOff: Sendable {
    var connections = 0
    /// Those, and streams of them, that are not gone for all that: the application works for them.
    var remaining = 0
}

/// A client's connection, or one of its streams, as its event loop sees it.
protocol Connection: AnyObject {
    /// Acts when a deadline has passed.
    func check(_ now: NIODeadline)
    /// The next answer is to be the last, and to say so.
    func giveNotice()
    /// Ends as soon as what was begun is answered.
    func drain()
    /// Ends at once.
    func close()
}

extension Connection {
    /// HTTP/2 names the last stream when it is known, by `GOAWAY`; a handshake is followed by a connection.
    func giveNotice() {}
}

extension HTTPServer.Timeouts {
    /// How often deadlines are looked at: a twentieth of the shortest, between 5 and 250 ms.
    fileprivate var tick: TimeAmount {
        let shortest = [head, request, uploadWindow, idle, write, waiting, lingering].map(\.nanoseconds).min() ?? 0
        return .nanoseconds(min(max(shortest / 20, 5_000_000), 250_000_000))
    }
}
