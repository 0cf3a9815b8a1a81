import Dispatch
import Foundation
import SQLEngines

/// Submits `count` writes while the writer is held up by another, so that they all meet in one group, in the order of
/// their numbers; the one numbered `unlimited` has no limit. Returns the error of each.
func together(
    _ engine: SQLiteEngine, _ count: Int, unlimited: Int? = nil,
    _ body: @escaping @Sendable (Int, any Session) async throws -> Void,
    whenWaiting: () async -> Void = {}
) async -> [(any Error)?] {
    let begun = DispatchSemaphore(value: 0)
    let mayGoOn = DispatchSemaphore(value: 0)
    return await withTaskGroup(of: (Int, (any Error)?).self) { group in
        group.addTask {
            _ = try? await engine.write { _ in
                begun.signal()
                // It runs again, and need not wait again, when another of its group loses the transaction.
                if wait(for: mayGoOn) { mayGoOn.signal() }
            }
            return (count, nil)
        }
        await settled { begun.wait(timeout: .now()) == .success }
        for index in 0..<count {
            group.addTask {
                do {
                    if index == unlimited {
                        try await engine.maintain { session in try await body(index, session) }
                    } else {
                        try await engine.write { session in try await body(index, session) }
                    }
                    return (index, nil)
                } catch {
                    return (index, error)
                }
            }
            await settled { engine.waitingWrites == index + 1 }
        }
        await whenWaiting()
        mayGoOn.signal()
        var errors = [(any Error)?](repeating: nil, count: count + 1)
        for await (index, error) in group { errors[index] = error }
        return Array(errors.prefix(count))
    }
}

/// Waits until `condition` holds, ten seconds at most.
@discardableResult
func settled(_ condition: @Sendable () -> Bool) async -> Bool {
    let end = ContinuousClock.now + .seconds(10)
    while !condition(), ContinuousClock.now < end { try? await Task.sleep(for: .microseconds(200)) }
    return condition()
}

/// Waits for a signal, a minute at most.
func wait(for semaphore: DispatchSemaphore) -> Bool { semaphore.wait(timeout: .now() + 60) == .success }

/// Runs work that blocks on a thread of its own: Dispatch's are Swift's too, and few.
func offSwiftsThreads<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: work()) }
    }
}
