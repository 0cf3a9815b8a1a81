/// What all event loops of a server share of its ``HTTPServer/Limits``.
final class ServerBounds: Sendable {
    let gate: InFlightGate
    let bodyMemory: MemoryBound
    let answerMemory: MemoryBound

    init(_ limits: HTTPServer.Limits) {
        gate = InFlightGate(places: limits.requestsInFlight, queue: limits.requestsWaiting)
        bodyMemory = MemoryBound(most: limits.bodyMemory)
        answerMemory = MemoryBound(most: limits.answerMemory)
    }

    /// Whether an answer that has been made, and takes so many bytes, may be given. What has changed something is told in any case.
    func haveRoom(for answer: Int, to head: RequestHead?) -> Bool {
        guard let head, head.method.isSafe else { return true }
        return answerMemory.hasRoom(for: answer)
    }
}
