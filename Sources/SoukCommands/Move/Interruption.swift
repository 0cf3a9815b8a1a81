import UnixSignals

/// Control-C during work that keeps nothing unless it ends well.
enum Interruption {
    /// How long work that was told to end may take for it.
    private static let patience: Duration = .seconds(2)

    /// Runs `work`. At SIGINT or SIGTERM cancels it, waits a moment for its end, and throws a ``Failure`` with the
    /// sentence: the program is to end then, and whatever is still under way ends with it.
    static func ending<Value: Sendable>(
        _ sentence: String, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let (results, outcome) = AsyncStream.makeStream(of: Result<Value, any Error>.self)
        let interrupted = Failure(.interrupted, sentence.isEmpty ? "Interrupted." : "Interrupted. \(sentence)")
        let working = Task {
            do { outcome.yield(.success(try await work())) } catch { outcome.yield(.failure(error)) }
        }
        let listening = Task {
            for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
                working.cancel()
                try? await Task.sleep(for: patience)
                outcome.yield(.failure(interrupted))
            }
        }
        defer {
            listening.cancel()
            working.cancel()
        }
        for await result in results {
            if case .failure(is CancellationError) = result { throw interrupted }
            return try result.get()
        }
        throw interrupted
    }
}
