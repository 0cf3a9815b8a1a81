import Synchronization
import TestDatabases
import Testing

@testable import SQLEngines

@Suite("Waiting for a connection of PostgreSQL's pool", .enabled(if: TestEngine.serverURL != nil))
struct PostgresLineTests {
    @Test("Whoever waits is served in the order of coming, whatever for")
    func order() async throws {
        let served = Served()
        try await withOneConnection { engine, _, _ in
            let waiters = try await engine.write { session in
                _ = try await session.value("SELECT 1", as: Int.self)
                var waiters: [Task<Void, any Error>] = []
                for number in 0..<12 {
                    waiters.append(
                        Task { try await Self.work(number, on: engine) { served.add(number) } })
                    #expect(await settled { engine.pool.waiting == number + 1 })
                }
                return waiters
            }
            for waiter in waiters { try await waiter.value }
            #expect(served.numbers == Array(0..<12))
        }
    }

    @Test("Whoever has waited long enough is told so, whatever for, and the next one is served", arguments: 0..<4)
    func late(_ kind: Int) async throws {
        var options = PostgresOptions.forTests
        options.connections = 1
        options.connectionWait = .milliseconds(200)
        try await withDatabase(.postgres, postgres: options) { database in
            let engine = database.engine
            try await engine.write { session in
                _ = try await session.value("SELECT 1", as: Int.self)
                await #expect(throws: EngineError.overloaded) { try await Self.work(kind, on: engine) {} }
            }
            try await Self.work(kind, on: engine) {}
        }
    }

    @Test("Whoever is cancelled leaves the line, whatever for, and the next one is served", arguments: 0..<4)
    func cancelled(_ kind: Int) async throws {
        try await withOneConnection { engine, _, _ in
            let next = try await engine.write { session in
                _ = try await session.value("SELECT 1", as: Int.self)
                let waiter = Task { try await Self.work(kind, on: engine) {} }
                #expect(await settled { engine.pool.waiting == 1 })
                let next = Task { try await Self.work(kind, on: engine) {} }
                #expect(await settled { engine.pool.waiting == 2 })
                waiter.cancel()
                await #expect(throws: CancellationError.self) { try await waiter.value }
                #expect(engine.pool.waiting == 1)
                return next
            }
            try await next.value
        }
    }

    /// Work of the kind with this number, beginning again after the last.
    private static func work(
        _ number: Int, on engine: any Engine, _ served: @escaping @Sendable () -> Void
    ) async throws {
        let body: @Sendable (any Session) async throws -> Void = { session in
            served()
            try await session.execute("SELECT 1")
        }
        switch number % 4 {
        case 0: try await engine.read(.point, body)
        case 1: try await engine.read(.long, body)
        case 2: try await engine.write(body)
        default: try await engine.maintain(body)
        }
    }
}

private final class Served: Sendable {
    private let state = Mutex<[Int]>([])

    var numbers: [Int] { state.withLock { $0 } }

    func add(_ number: Int) {
        state.withLock { $0.append(number) }
    }
}
