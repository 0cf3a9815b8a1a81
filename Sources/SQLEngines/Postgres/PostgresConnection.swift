import CPostgres
import NIOCore
import Synchronization

/// One connection in libpq's pipeline mode: statements are sent without waiting for the answers before them, all of
/// one turn of the event loop in one packet, and answered in order. How statements are sent stands in the file beside it.
///
/// Unchecked: libpq's handle and every variable here is touched on `loop` alone, or by `deinit`, when nobody else is left.
/// Other threads use `isGone`, `canceller` and what leads to the loop.
final class PostgresConnection: @unchecked Sendable {
    typealias Answer = @Sendable (Result<PostgresResult, any Error>) -> Void
    typealias Ending = @Sendable (_ fault: (any Error)?) -> Void

    let loop: any EventLoop
    private let watch: SocketWatch
    private let socket: Int32
    let handle: OpaquePointer
    private let notices = PostgresNotices()
    private var watchNumber: UInt64 = 0
    var statements: StatementCache<PreparedStatement>
    var statementsMade = 0
    var pipeline = PostgresPipeline()
    /// Whether anything was sent since the last synchronisation point.
    var segmentIsOpen = false
    /// Whether a statement could not be sent since the last boundary.
    var isIncomplete = false
    private var flushIsDue = false
    private var limit: TimeAmount?
    var lastAnswer = NIODeadline.now()
    private var isWatchingTime = false
    private(set) var isLost = false
    /// ``isLost`` for other threads.
    let isGone = Atomic(false)
    /// Stops the statement under way, from another thread.
    let canceller: StatementCanceller?
    /// Called once, when the connection is gone without having been closed.
    var lost: (@Sendable () -> Void)?
    /// Called for each notification (`NOTIFY`).
    var hear: (@Sendable (String) -> Void)?

    /// Takes over a connected handle. On `loop`.
    init(_ connected: ConnectedHandle, on loop: any EventLoop, watch: SocketWatch, statementsKept: Int) {
        handle = connected.handle
        socket = PQsocket(connected.handle)
        self.loop = loop
        self.watch = watch
        statements = StatementCache(limit: statementsKept)
        canceller = StatementCanceller(connected.handle)
        notices.hear(handle)
        PQsetnonblocking(handle, 1)
        PQenterPipelineMode(handle)
        watchNumber = watch.add(socket) { [weak self] in
            guard let self else { return }
            self.loop.execute { self.socketIsReady() }
        }
    }

    /// How long the server may say nothing while it owes an answer; nil for as long as it likes.
    func setPatience(_ limit: TimeAmount?) {
        self.limit = limit
        lastAnswer = .now()
        watchTime()
    }

    deinit {
        if isLost { return }
        watch.remove(socket, number: watchNumber)
        PQfinish(handle)
    }

    /// Whether the server owes an answer and has said nothing for longer than `limit`.
    func isHeldUp(for limit: TimeAmount, at now: NIODeadline) -> Bool {
        !pipeline.isEmpty && now - lastAnswer > limit
    }

    /// Ends the segment: what comes after it runs whatever became of what was sent before. `then` is called when the
    /// server has come so far, after the notifications that came before, with the segment's first fault; or when it is
    /// certain that it never will.
    func synchronize(_ then: @escaping Ending = { _ in }) {
        if isLost { return then(PostgresFault.notSent) }
        pipeline.append(.synchronize(then))
        guard PQpipelineSync(handle) == 1 else { return lose() }
        segmentIsOpen = false
        flushSoon()
    }

    /// Ends the segment if anything was sent in it.
    func endSegment() {
        if segmentIsOpen { synchronize() }
    }

    /// Says goodbye. Whatever still waits for an answer gets ``PostgresFault/lost(_:)``.
    func close() {
        lost = nil
        lose("the connection was closed")
    }
}

extension PostgresConnection {
    func flushSoon() {
        if flushIsDue { return }
        flushIsDue = true
        loop.execute { [self] in
            endSegment()
            flushIsDue = false
            flush()
        }
    }

    private func flush() {
        if isLost { return }
        switch PQflush(handle) {
        case 0: break
        case 1: watch.arm(socket, number: watchNumber, writing: true)
        default: lose()
        }
    }

    private func socketIsReady() {
        if isLost { return }
        let isReadable = PQconsumeInput(handle) == 1
        takeAnswers()
        if isLost { return }
        if !isReadable || PQstatus(handle) == CONNECTION_BAD { return lose() }
        let needsWriting = PQflush(handle) == 1
        watch.arm(socket, number: watchNumber, writing: needsWriting)
    }

    private func takeAnswers() {
        while !isLost, !pipeline.isEmpty, PQisBusy(handle) == 0 {
            if let raw = PQgetResult(handle) {
                lastAnswer = .now()
                take(PostgresResult(raw))
            } else if !pipeline.finishFront() {
                break
            }
        }
        hearNotifications()
    }

    private func take(_ result: PostgresResult) {
        if result.status == PGRES_PIPELINE_SYNC {
            hearNotifications()
            let (step, fault) = pipeline.beginSegment()
            if case .synchronize(let then) = step { then(fault) }
            return
        }
        let (step, fault) = pipeline.answer(result, notices.standbyIsMissing ? Self.missingStandby : result.fault)
        switch step {
        case .prepare(let statement): if fault != nil { statements.remove(statement) }
        case .execute(let statement, _, let answer):
            // Who has dropped one statement that was there has dropped them all (DEALLOCATE ALL, DISCARD ALL).
            if let fault, case .unprepared? = fault as? PostgresFault, statement?.refusal == nil {
                statements.removeAll()
            }
            answer(fault.map { .failure($0) } ?? .success(result))
        case .forget, .synchronize: break
        }
        if let fault = fault as? PostgresFault, fault.endsConnection { lose("\(fault)") }
    }

    private static let missingStandby = PostgresFault.lost("the commit did not wait for its standby any longer")

    private func hearNotifications() {
        while !isLost, let notification = PQnotifies(handle) {
            if let message = notification.pointee.extra { hear?(String(cString: message)) }
            PQfreemem(notification)
        }
    }

    func lose(_ words: String? = nil) {
        if isLost { return }
        isLost = true
        isGone.store(true, ordering: .releasing)
        let fault = PostgresFault.lost(words ?? String(cString: PQerrorMessage(handle)))
        watch.remove(socket, number: watchNumber)
        PQfinish(handle)
        for step in pipeline.removeUnanswered() {
            switch step {
            case .execute(_, _, let answer): answer(.failure(fault))
            case .synchronize(let then): then(fault)
            case .prepare, .forget: break
            }
        }
        lost?()
        lost = nil
        hear = nil
    }

    /// A server that owes an answer and says nothing for too long is gone, whatever the network believes.
    func watchTime() {
        guard !isWatchingTime, limit != nil, !pipeline.isEmpty else { return }
        isWatchingTime = true
        loop.scheduleTask(in: .milliseconds(250)) { [self] in
            isWatchingTime = false
            // What has come while the loop was held up counts.
            socketIsReady()
            guard !isLost, !pipeline.isEmpty, let limit else { return }
            for answer in pipeline.removeOverdue(at: .now()) { answer(.failure(EngineError.timedOut)) }
            if isHeldUp(for: limit, at: .now()) { return lose("no answer for \(limit.nanoseconds / 1_000_000) ms") }
            watchTime()
        }
    }
}
