import Dispatch
import Synchronization
import Testing

@testable import Catalogue

@Suite("The queue of hashes")
struct HashQueueTests {
    @Test("No more run at once than there are cores for, and all get their turn")
    func parallelism() async throws {
        let queue = HashQueue(parallelism: 3, limit: 100)
        let gauge = Gauge()
        try await withThrowingTaskGroup { group in
            for _ in 0..<60 {
                group.addTask {
                    try await queue.run {
                        gauge.enter()
                        DispatchSemaphore(value: 0).waitBriefly()
                        gauge.leave()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(gauge.most == 3)
        #expect(queue.load.waiting == 0)
    }

    @Test("When too many wait, the next is refused at once with a time to come again, and the others are served")
    func overloaded() async throws {
        let queue = HashQueue(parallelism: 1, limit: 2)
        let gate = DispatchSemaphore(value: 0)
        try await withThrowingTaskGroup { group in
            for _ in 0..<3 { group.addTask { try await queue.run { gate.waitLong() } } }
            try await eventually { queue.load.waiting == 2 }
            #expect(queue.load == HashLoad(running: 1, waiting: 2, finished: 0))
            await #expect(throws: CatalogueError.overloaded(retryAfter: .seconds(2))) { try await queue.run {} }
            for _ in 0..<3 { gate.signal() }
            try await group.waitForAll()
        }
    }

    @Test("An error thrown by a computation reaches its caller and nobody else")
    func errors() async throws {
        let queue = HashQueue(parallelism: 1, limit: 10)
        await #expect(throws: PasswordHashFault.self) { try await queue.run { throw PasswordHashFault(code: -1) } }
        #expect(try await queue.run { 7 } == 7)
    }
}

/// How many are inside at once, and how many were at most.
private final class Gauge: Sendable {
    private let inside = Mutex((now: 0, most: 0))

    var most: Int { inside.withLock { $0.most } }

    func enter() { inside.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }
    func leave() { inside.withLock { $0.now -= 1 } }
}

extension DispatchSemaphore {
    fileprivate func waitBriefly() { _ = wait(timeout: .now() + .milliseconds(3)) }
    /// A minute at most.
    func waitLong() { _ = wait(timeout: .now() + .seconds(60)) }
}
