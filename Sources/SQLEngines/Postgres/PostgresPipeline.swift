import CPostgres
import NIOCore

/// What one connection has sent and not been answered yet, in order.
///
/// What stands between two synchronisation points is one *segment*: when a statement of it fails, the server skips the
/// rest (libpq's documentation, "Pipeline Mode").
struct PostgresPipeline {
    enum Step {
        case prepare(PreparedStatement)
        /// A statement, nil where it has no name, and how long its answer is waited for.
        case execute(PreparedStatement?, until: NIODeadline, PostgresConnection.Answer)
        /// Its answer concerns nobody, even if it is an error: a statement that gave way is closed, or took too long.
        case forget
        /// What is told of its segment in the end. Only the point itself answers it: an error that comes before is the
        /// segment's, as when what it did cannot be committed.
        case synchronize(PostgresConnection.Ending)
    }

    private var steps = CircularBuffer<Step>()
    private var frontIsAnswered = false
    private var segmentFault: (any Error)?
    /// Which segment is being answered.
    private var segment: UInt64 = 0

    var isEmpty: Bool { steps.isEmpty }

    mutating func append(_ step: Step) { steps.append(step) }

    /// Takes the end of one step's answers. False when it has none yet, so that there is nothing to take.
    mutating func finishFront() -> Bool {
        guard frontIsAnswered else { return false }
        if !frontSynchronizes { steps.removeFirst() }
        frontIsAnswered = false
        return true
    }

    /// The step that a result answers, and why it failed, if it did: its own fault, that of its preparation, or
    /// ``PostgresFault/skipped(because:)``.
    mutating func answer(_ result: PostgresResult, _ fault: (any Error)?) -> (step: Step, fault: (any Error)?) {
        frontIsAnswered = true
        let step = steps[steps.startIndex]
        var fault = result.status == PGRES_PIPELINE_ABORTED ? skipped : fault
        switch step {
        case .prepare(let statement): statement.refusal = fault.map { ($0, segment) }
        case .execute(let statement?, _, _):
            if let refusal = statement.refusal {
                if refusal.segment == segment {
                    fault = refusal.reason
                    statement.refusal = (PostgresFault.following(refusal.reason), segment)
                } else if result.status != PGRES_PIPELINE_ABORTED {
                    fault = PostgresFault.unprepared
                }
            }
        case .execute, .forget, .synchronize: break
        }
        if segmentFault == nil { segmentFault = fault }
        return (step, fault)
    }

    /// Takes a synchronisation point: a new segment begins. The step that asked for it, and what the segment before it
    /// failed of first.
    mutating func beginSegment() -> (step: Step, fault: (any Error)?) {
        defer {
            segmentFault = nil
            frontIsAnswered = false
            segment += 1
        }
        return (steps.removeFirst(), segmentFault)
    }

    /// Those that were waited for until now. What the server still has to say to them concerns nobody.
    mutating func removeOverdue(at now: NIODeadline) -> [PostgresConnection.Answer] {
        var overdue: [PostgresConnection.Answer] = []
        for index in steps.indices.dropFirst(frontIsAnswered ? 1 : 0) {
            guard case .execute(_, let latest, let answer) = steps[index], latest < now else { continue }
            steps[index] = .forget
            overdue.append(answer)
        }
        return overdue
    }

    /// Gives up whatever is not answered yet.
    mutating func removeUnanswered() -> [Step] {
        defer { steps.removeAll() }
        return Array(frontIsAnswered && !frontSynchronizes ? steps.dropFirst() : steps[...])
    }

    private var frontSynchronizes: Bool {
        if case .synchronize? = steps.first { true } else { false }
    }

    private var skipped: PostgresFault {
        segmentFault.map { PostgresFault.following($0) } ?? .lost("the server skipped a statement without a reason")
    }
}
