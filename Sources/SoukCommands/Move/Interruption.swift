import UnixSignals

/// Control-C during work that keeps nothing unless it ends well.
enum Interruption {
    /// Runs `work`. At SIGINT or SIGTERM gives up waiting for it and throws a ``Failure`` with the sentence: the program
    /// is to end then, and whatever work is under way ends with it.
    static func ending<Value: Sendable>(
        _ sentence: String, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let (results, outcome) = AsyncStream.makeStream(of: Result<Value, any Error>.self)
        let working = Task {
            do { outcome.yield(.success(try await work())) } catch { outcome.yield(.failure(error)) }
        }
        let listening = Task {
            for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
                outcome.yield(.failure(Failure(.interrupted, "Interrupted. \(sentence)")))
            }
        }
        defer {
            listening.cancel()
            working.cancel()
        }
        for await result in results { return try result.get() }
        throw CancellationError()
    }
}
