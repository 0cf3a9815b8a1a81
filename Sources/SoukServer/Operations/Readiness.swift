import RESTKit
import SQLEngines
import Synchronization

/// Whether this instance should be sent requests.
final class Readiness: Sendable {
    private let engine: any Engine
    let draining: DrainState
    /// The question that the database was asked last, until it is answered. All who ask meanwhile share it: many who ask
    /// must not make the database look busy.
    private let asked = Mutex<Task<Bool, Never>?>(nil)

    init(engine: any Engine, draining: DrainState) {
        self.engine = engine
        self.draining = draining
    }

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
            let question = asked.withLock { asked in
                let question = asked ?? Task { await answerInTime() }
                asked = question
                return question
            }
            return await question.value
        }
    }

    private func answerInTime() async -> Bool {
        let (answers, first) = AsyncStream<Bool>.makeStream()
        let question = Task { first.yield(await answer) }
        let limit = Task {
            try await Task.sleep(for: Self.patience)
            first.yield(false)
        }
        let answersInTime = await answers.first { _ in true } ?? false
        question.cancel()
        limit.cancel()
        asked.withLock { $0 = nil }
        return answersInTime
    }

    private var answer: Bool {
        get async {
            do {
                try await engine.check()
                return true
            } catch {
                return false
            }
        }
    }
}
