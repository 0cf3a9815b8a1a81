import NIOCore
import NIOHTTP1

/// Who carries a request's bytes: an HTTP/1.1 connection, or an HTTP/2 stream.
protocol RequestCarrier: AnyObject {
    /// Whether the client was told to come later than now.
    var comesEarly: Bool { get }
    /// The whole body, if it is at hand. If not, it is waited for, and ``RequestRun/bodyArrived(_:)`` called.
    func body(upTo limit: Int) -> ByteBuffer?
    /// From now on the body is waited for: what has come meanwhile may be looked at, and more be read.
    func awaitBody()
    func answer(_ response: Response)
    func refuse(_ fault: HTTPFault)
}

/// One request on its way through the application. It starts on its event loop's own thread and, as long as the
/// application need not wait, ends there in the same breath; it holds a place in flight only while the application works,
/// or is to begin in one of the loop's next turns.
final class RequestRun {
    typealias Responder = @Sendable (ByteBuffer) async -> Response

    private enum Step {
        case receive
        case respond(ByteBuffer, Responder)

        /// Thousands of them may wait.
        var isCheapToHold: Bool {
            if case .respond(let body, _) = self { body.readableBytes <= 16 * 1024 } else { true }
        }
    }

    private enum State {
        case new
        case waiting(Step, ticket: InFlightGate.Ticket)
        /// With a place, for the loop's next turn.
        case admitted(Step)
        case working
        case awaitingBody(Responder)
        case ended
    }

    private let head: RequestHead
    private let isSafe: Bool
    private let loop: ServingLoop
    private var carrier: (any RequestCarrier)?
    private var state = State.new
    /// Who is urgent works without one when there is none.
    private var hasPlace = false

    init(_ head: RequestHead, loop: ServingLoop, carrier: any RequestCarrier) {
        self.head = head
        isSafe = head.method.isSafe
        self.loop = loop
        self.carrier = carrier
    }

    /// Whether it is the client that is waited for.
    var awaitsBody: Bool {
        if case .awaitingBody = state { true } else { false }
    }

    /// Whether the application is too busy to be asked yet.
    var awaitsPlace: Bool {
        switch state {
        case .waiting, .admitted: true
        case .new, .working, .awaitingBody, .ended: false
        }
    }

    /// Whether it waits among those who come before they should.
    var waitsEarly: Bool {
        if case .waiting(_, let ticket) = state { ticket.line == .early } else { false }
    }

    /// How long it may wait for the application to be less busy; nil when it need not, or does not any more.
    var patience: TimeAmount? {
        guard case .waiting(_, let ticket) = state else { return nil }
        return switch ticket.line {
        case .ordinary: loop.timeouts.waiting
        case .early: loop.timeouts.early
        }
    }

    func start() {
        enter(.receive)
    }

    func bodyArrived(_ body: ByteBuffer) {
        guard case .awaitingBody(let respond) = state else { return }
        enter(.respond(body, respond))
    }

    /// The carrier has answered by itself, or has gone before there could be an answer.
    func cancel() {
        switch state {
        case .waiting(_, let ticket): loop.bounds.gate.giveUp(ticket)
        case .admitted: leave()
        case .new, .working, .awaitingBody, .ended: break
        }
        end()
    }

    private func enter(_ step: Step) {
        hasPlace = loop.bounds.gate.enter(isSafe: isSafe)
        if hasPlace && loop.turns.takesTurn() || loop.application.isUrgent(head) {
            take(step)
        } else if hasPlace {
            state = .admitted(step)
            loop.turns.wait { self.begin() }
        } else {
            queue(step)
        }
    }

    /// Who was cancelled while its place was on the way gives it to the next.
    private func begin() {
        if case .admitted(let step) = state { take(step) } else { leave() }
    }

    private func leave() {
        if hasPlace { loop.bounds.gate.leave(isSafe: isSafe) }
        hasPlace = false
    }

    private func queue(_ step: Step) {
        let bound = NIOLoopBound(self, eventLoop: loop.eventLoop)
        let line = carrier?.comesEarly == true && step.isCheapToHold ? InFlightGate.Line.early : .ordinary
        let ticket = loop.bounds.gate.wait(in: line, isSafe: isSafe, on: loop.eventLoop) {
            bound.value.admitted()
        }
        if let ticket {
            state = .waiting(step, ticket: ticket)
        } else {
            carrier?.refuse(.overloaded(retryAfter: loop.limits.retryAfter))
        }
    }

    private func admitted() {
        hasPlace = true
        if case .waiting(let step, _) = state { state = .admitted(step) }
        loop.turns.begin { self.begin() }
    }

    private func take(_ step: Step) {
        state = .working
        switch step {
        case .receive: receive()
        case .respond(let body, let respond): self.respond(body, respond)
        }
    }

    private func receive() {
        let bound = NIOLoopBound(self, eventLoop: loop.eventLoop)
        let (application, head, eventLoop) = (loop.application, head, loop.eventLoop)
        Task.immediate(executorPreference: loop.executor) {
            let reception = await application.receive(head)
            if eventLoop.inEventLoop {
                bound.value.received(reception)
            } else {
                eventLoop.execute { bound.value.received(reception) }
            }
        }
    }

    private func respond(_ body: ByteBuffer, _ respond: @escaping Responder) {
        let bound = NIOLoopBound(self, eventLoop: loop.eventLoop)
        let eventLoop = loop.eventLoop
        Task.immediate(executorPreference: loop.executor) {
            let response = await respond(body)
            if eventLoop.inEventLoop {
                bound.value.received(.answer(response))
            } else {
                eventLoop.execute { bound.value.received(.answer(response)) }
            }
        }
    }

    private func received(_ reception: consuming Reception) {
        guard case .working = state else { return leave() }
        switch consume reception {
        case .answer(let response):
            // Also before a stream: it lasts as long as its client likes to read, and a few hundred slow readers would keep
            // everybody else out. What it costs is bounded by backpressure and by the memory for answers.
            leave()
            let carrier = carrier
            end()
            carrier?.answer(response)
        case .body(let limit, let respond):
            awaitBody(upTo: limit, respond)
        }
    }

    /// Asking for the body may end the run: the carrier refuses one that is too long.
    private func awaitBody(upTo limit: Int, _ respond: @escaping Responder) {
        let body = carrier?.body(upTo: limit)
        guard case .working = state else { return leave() }
        if let body {
            self.respond(body, respond)
        } else {
            state = .awaitingBody(respond)
            leave()
            carrier?.awaitBody()
        }
    }

    private func end() {
        state = .ended
        carrier = nil
    }
}

extension HTTPMethod {
    /// Whether who asks wants nothing to be changed (RFC 9110 §9.2.1).
    var isSafe: Bool {
        switch self {
        case .GET, .HEAD, .OPTIONS, .TRACE: true
        default: false
        }
    }
}
