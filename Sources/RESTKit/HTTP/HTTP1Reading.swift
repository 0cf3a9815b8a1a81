import NIOCore

/// How an HTTP/1.1 connection reads requests.
extension HTTP1Connection {
    /// Does the next thing that can be done, and says whether there may be another.
    func step() -> Bool {
        switch phase {
        case .head: readHead()
        case .running(let run): readBody(for: run)
        case .streaming: false
        case .discarding: discard()
        case .lingering, .closed: forget()
        }
    }

    private func readHead() -> Bool {
        guard isWritable else { return false }
        guard unread.readableBytes > 0 else {
            if isInputClosed { endQuietly() }
            return false
        }
        let now = NIODeadline.now()
        guard turn.take(at: now) else {
            awaitTurn()
            return false
        }
        noteFirstByte(at: now)
        do throws(HTTPFault) {
            guard try parser.parse(&unread) else {
                if isInputClosed { endQuietly() }
                return false
            }
            try begin(at: now)
        } catch {
            refuse(error)
        }
        return true
    }

    /// The first head of a connection has its time from connecting on.
    private func noteFirstByte(at now: NIODeadline) {
        guard headBegan == nil else { return }
        headBegan = now
        if hasAnswered { deadline = now + loop.timeouts.head }
    }

    private func begin(at now: NIODeadline) throws(HTTPFault) {
        let request = try HTTP1Request(parser, from: client, began: headBegan ?? now, arrived: now, loop: loop)
        self.request = request
        guard let head = request.head else { return }
        if request.isExpectationUnknown { throw .expectationFailed }
        let run = RequestRun(head, loop: loop, carrier: self)
        phase = .running(run)
        run.start()
        noteWaiting(run)
    }

    private func noteWaiting(_ run: RequestRun) {
        guard let patience = run.patience else { return }
        let now = NIODeadline.now()
        deadline = now + patience
        if run.waitsEarly { returnTime = now + .seconds(Int64(loop.limits.retryAfter)) }
    }

    /// The application asks for the body. What came in one burst with the head is handed over at once.
    func body(upTo limit: Int) -> ByteBuffer? {
        bodyLimit = limit
        guard !isClosed else {
            loop.remove(self)
            return nil
        }
        if let body = collect() { return body }
        guard case .running = phase, let request else { return nil }
        if request.holdsBodyBack { askForBody() }
        let pace = BodyPace(upTo: limit, within: request.timeLeft, loop: loop)
        self.pace = pace
        deadline = pace.deadline
        return nil
    }

    func awaitBody() { proceed() }

    /// The body, once it is complete; nil also when it had to be refused.
    private func collect() -> ByteBuffer? {
        do throws(HTTPFault) {
            return try request?.collect(&unread, upTo: bodyLimit, on: loop)
        } catch {
            refuse(error)
            return nil
        }
    }

    private func readBody(for run: RequestRun) -> Bool {
        guard run.awaitsBody else { return false }
        if let body = collect() {
            run.bodyArrived(body)
            noteWaiting(run)
            return true
        }
        if isInputClosed, run.awaitsBody { refuse(.malformed("The body ended before it was complete.")) }
        return false
    }

    /// Throws away what an answered request left unread, up to the limit.
    private func discard() -> Bool {
        do throws(HTTPFault) {
            try request?.discard(&unread)
        } catch {
            linger()
            return false
        }
        guard let request, request.discarded <= loop.limits.unread else {
            linger()
            return false
        }
        guard request.reader.isComplete else {
            if isInputClosed { endQuietly() }
            return false
        }
        awaitNextHead(at: .now())
        return true
    }

    private func forget() -> Bool {
        unread.clear()
        return false
    }
}
