/// How far an import has come, step by step: the latest one, where several were taken meanwhile.
public typealias ImportSteps = AsyncStream<(done: Int, total: Int)>

/// Runs `work`, whose steps `teller` tells from beside it: nobody's slow reading holds up a transaction.
///
/// Returns or throws what `work` does, and only after the teller has ended.
public func told<Value: Sendable>(
    by teller: @escaping @Sendable (ImportSteps) async -> Void,
    _ work: (@escaping ItemService.ImportProgress) async throws -> Value
) async throws -> Value {
    let (steps, step) = ImportSteps.makeStream(bufferingPolicy: .bufferingNewest(1))
    let telling = Task { await teller(steps) }
    let outcome: Result<Value, any Error>
    do {
        outcome = .success(try await work { done, total in step.yield((done, total)) })
    } catch {
        outcome = .failure(error)
    }
    step.finish()
    await telling.value
    return try outcome.get()
}
