import RESTKit
import SQLEngines

/// Whether this instance should be sent requests.
struct Readiness: Sendable {
    let engine: any Engine
    let draining: DrainState

    /// How long a database beyond a network may take: whoever asks does not wait long either.
    private static let patience = Duration.seconds(1)

    /// What stands in the way, in words for the operator; empty when the instance is ready.
    func obstacles() async -> [String] {
        var obstacles: [String] = []
        if draining.isDraining { obstacles.append("the server is stopping") }
        if await !databaseAnswers { obstacles.append("the database does not answer") }
        return obstacles
    }

    private var databaseAnswers: Bool {
        get async {
            guard engine.isShared else { return await answer }
            let (answers, first) = AsyncStream<Bool>.makeStream()
            let question = Task { first.yield(await answer) }
            let limit = Task {
                try await Task.sleep(for: Self.patience)
                first.yield(false)
            }
            defer {
                question.cancel()
                limit.cancel()
            }
            return await answers.first { _ in true } ?? false
        }
    }

    private var answer: Bool {
        get async {
            do {
                return try await engine.value("SELECT CAST(1 AS BIGINT)", as: Int64.self) == 1
            } catch {
                return false
            }
        }
    }
}
