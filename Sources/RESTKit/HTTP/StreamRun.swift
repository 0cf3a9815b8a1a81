import NIOCore

/// Where a streamed answer goes: an HTTP/1.1 connection, or an HTTP/2 stream.
protocol StreamCarrier: AnyObject {
    /// Whether what was carried before has left, but for a little.
    var isWritable: Bool { get }
    /// Takes a piece that is not empty. It may stay until it is flushed.
    func carry(_ piece: ByteBuffer)
    func flush()
    /// Nothing more comes. When the content is not whole, the client must see that.
    func ended(_ run: StreamRun, isWhole: Bool)
}

/// A streamed answer on its way: the task that makes its content, and how far that may go on. It belongs to its event
/// loop's thread, on which the task starts like a handler's.
final class StreamRun {
    /// Bytes that are taken in one breath; then it is the turn of the loop's other connections.
    private static let breath = 64 * 1024
    /// What a piece costs of it at least, in bytes: the smallest takes its time too.
    private static let least = 512

    let response: Response
    private let loop: ServingLoop
    private var carrier: (any StreamCarrier)?
    private var task: Task<Void, Never>?
    private var waiting: [CheckedContinuation<Void, any Error>] = []
    private var taken = 0
    private var isFlushDue = false
    private var isCancelled = false

    init(_ response: Response, loop: ServingLoop, carrier: any StreamCarrier) {
        self.response = response
        self.loop = loop
        self.carrier = carrier
    }

    func start(_ stream: ResponseStream) {
        let bound = NIOLoopBound(self, eventLoop: loop.eventLoop)
        let eventLoop = loop.eventLoop
        let writer = ResponseBodyWriter { try await Self.write($0, to: bound, on: eventLoop) }
        let task = Task.immediate(executorPreference: loop.executor) {
            let isWhole = await stream.isWritten(to: writer)
            if eventLoop.inEventLoop {
                bound.value.end(isWhole)
            } else {
                eventLoop.execute { bound.value.end(isWhole) }
            }
        }
        if carrier != nil { self.task = task }
        if isCancelled { task.cancel() }
    }

    /// What was carried has left.
    func writabilityChanged() {
        if !waiting.isEmpty, carrier?.isWritable ?? false { wake() }
    }

    /// The client has gone, or is given up. The carrier is told of the end all the same, when there is one.
    func cancel() {
        isCancelled = true
        task?.cancel()
        wake()
    }

    private static func write(
        _ piece: ByteBuffer, to run: NIOLoopBound<StreamRun>, on eventLoop: any EventLoop
    ) async throws {
        try Task.checkCancellation()
        guard eventLoop.inEventLoop else {
            return try await withCheckedThrowingContinuation { continuation in
                eventLoop.execute { run.value.take(piece, continuation) }
            }
        }
        if try run.value.take(piece) { return }
        try await withCheckedThrowingContinuation { run.value.wait($0) }
    }

    private func take(_ piece: ByteBuffer, _ continuation: CheckedContinuation<Void, any Error>) {
        do {
            if try take(piece) { continuation.resume() } else { wait(continuation) }
        } catch {
            continuation.resume(throwing: error)
        }
    }

    /// Whether there may be another piece at once.
    private func take(_ piece: ByteBuffer) throws -> Bool {
        guard let carrier, !isCancelled else { throw CancellationError() }
        guard piece.readableBytes > 0 else { return true }
        carrier.carry(piece)
        taken += max(piece.readableBytes, Self.least)
        if carrier.isWritable { flushSoon() } else { carrier.flush() }
        return taken < Self.breath && carrier.isWritable
    }

    /// Small pieces leave together.
    private func flushSoon() {
        guard !isFlushDue else { return }
        isFlushDue = true
        loop.eventLoop.assumeIsolated().execute {
            self.isFlushDue = false
            self.carrier?.flush()
        }
    }

    private func wait(_ continuation: CheckedContinuation<Void, any Error>) {
        waiting.append(continuation)
        guard let carrier, !isCancelled else { return wake() }
        guard carrier.isWritable else { return }
        loop.socketTurn.wait { self.writabilityChanged() }
    }

    private func wake() {
        taken = 0
        let woken = waiting
        waiting = []
        for continuation in woken {
            if isCancelled { continuation.resume(throwing: CancellationError()) } else { continuation.resume() }
        }
    }

    private func end(_ isWhole: Bool) {
        let carrier = carrier
        self.carrier = nil
        task = nil
        carrier?.ended(self, isWhole: isWhole && !isCancelled)
        cancel()
    }
}

extension ResponseStream {
    /// False when it threw; whoever made the stream has seen to it that the error is told.
    fileprivate func isWritten(to writer: ResponseBodyWriter) async -> Bool {
        do {
            try await write(writer)
            return true
        } catch {
            return false
        }
    }
}
