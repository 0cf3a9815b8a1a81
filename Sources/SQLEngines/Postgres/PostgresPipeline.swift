import CPostgres
import NIOCore

/// What one connection has sent and not been answered yet, in order.
///
/// What stands between two synchronisation points is one *segment*: when a statement of it fails, the server skips the
/// rest (libpq's documentation, "Pipeline Mode").
struct PostgresPipeline {
    enum Step {
        case prepare(PreparedStatement)
        case execute(PostgresConnection.Answer)
        /// An error here concerns nobody: a statement that gave way is closed.
        case forget
        case synchronize(@Sendable (_ reached: Bool) -> Void)
    }

    private var steps = CircularBuffer<Step>()
    private var frontIsAnswered = false
    private var segmentFault: (any Error)?
    /// Why the statement that is executed next could not be prepared.
    private var preparationFault: (any Error)?

    var isEmpty: Bool { steps.isEmpty }

    mutating func append(_ step: Step) { steps.append(step) }

    /// Takes the end of one step's answers. False when it has none yet, so that there is nothing to take.
    mutating func finishFront() -> Bool {
        guard frontIsAnswered else { return false }
        frontIsAnswered = false
        steps.removeFirst()
        return true
    }

    /// The step that a result answers, and why it failed, if it did: its own fault, that of its preparation, or
    /// ``PostgresFault/skipped(because:)``.
    mutating func answer(_ result: PostgresResult, _ fault: (any Error)?) -> (step: Step, fault: (any Error)?) {
        frontIsAnswered = true
        let step = steps[steps.startIndex]
        let fault = result.status == PGRES_PIPELINE_ABORTED ? skipped : fault
        if segmentFault == nil { segmentFault = fault }
        switch step {
        case .prepare:
            preparationFault = fault
            return (step, fault)
        case .execute:
            defer { preparationFault = nil }
            return (step, preparationFault ?? fault)
        case .forget, .synchronize: return (step, fault)
        }
    }

    /// Takes a synchronisation point: a new segment begins. The step that asked for it.
    mutating func beginSegment() -> Step {
        segmentFault = nil
        return steps.removeFirst()
    }

    /// Gives up whatever is not answered yet.
    mutating func removeUnanswered() -> [Step] {
        defer { steps.removeAll() }
        return Array(frontIsAnswered ? steps.dropFirst() : steps[...])
    }

    private var skipped: PostgresFault {
        segmentFault.map { .skipped(because: $0) } ?? .lost("the server skipped a statement without a reason")
    }
}
