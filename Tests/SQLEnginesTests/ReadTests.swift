import Dispatch
import SQLEngines
import Synchronization
import TestDatabases
import Testing

@Suite("Reads")
struct ReadTests {
    @Test(
        "A read sees one snapshot, however much is written meanwhile",
        arguments: TestEngine.all, [ReadEffort.point, .long, .bulk])
    func snapshot(_ kind: TestEngine, _ effort: ReadEffort) async throws {
        var options = SQLiteOptions()
        options.pointLimit = .seconds(10)
        try await withEngine(kind, options: options) { engine in
            try await engine.change("CREATE TABLE t (a BIGINT)", "INSERT INTO t VALUES (1)")
            let (before, after) = try await engine.read(effort) { session in
                let before: Int? = try await session.value("SELECT count(*) FROM t")
                try await engine.change("INSERT INTO t VALUES (2)")
                let after: Int? = try await session.value("SELECT count(*) FROM t")
                return (before, after)
            }
            #expect(before == 1)
            #expect(after == 1)
            #expect(try await engine.number("SELECT count(*) FROM t") == 2)
        }
    }

    @Test("A point read never leaves its caller's thread")
    func staysOnThread() async throws {
        try await withEngine { engine in
            let threads = await offSwiftsThreads {
                let seen = Mutex([UInt]())
                let here = threadID()
                Task.immediate {
                    _ = try? await engine.value("SELECT 1", as: Int.self)
                    seen.withLock { $0.append(threadID()) }
                    _ = try? await engine.read { session in
                        seen.withLock { $0.append(threadID()) }
                        return try await session.value("SELECT 1", as: Int.self)
                    }
                    seen.withLock { $0.append(threadID()) }
                }
                // Nothing suspended, so all of it is over by now.
                return (here, seen.withLock { $0 })
            }
            #expect(threads.1 == [threads.0, threads.0, threads.0])
        }
    }

    @Test("A long read leaves its caller's thread")
    func longLeaves() async throws {
        try await withEngine { engine in
            let isElsewhere = await offSwiftsThreads {
                let here = threadID()
                let there = Mutex<UInt?>(nil)
                let end = DispatchSemaphore(value: 0)
                Task.immediate {
                    _ = try? await engine.read(.long) { _ in there.withLock { $0 = threadID() } }
                    end.signal()
                }
                return wait(for: end) && there.withLock { $0 != nil && $0 != here }
            }
            #expect(isElsewhere)
        }
    }

    @Test("A point read that takes too long is run again elsewhere, from the start, and answers")
    func runsAgain() async throws {
        let observer = RecordingObserver()
        var options = SQLiteOptions()
        options.pointLimit = .milliseconds(1)
        options.longLimit = .seconds(30)
        options.observer = observer
        try await withEngine(options: options) { engine in
            let runs = Mutex(0)
            let answer = try await engine.read { session in
                runs.withLock { $0 += 1 }
                return try await session.value(slow, as: Int.self)
            }
            #expect(answer == 200_000)
            #expect(runs.withLock { $0 } == 2)
            #expect(observer.record.moves == 1)
            #expect(observer.record.pointReads == 1)
        }
    }

    @Test("A body that hides the interruption is run again all the same")
    func hiddenInterruption() async throws {
        var options = SQLiteOptions()
        options.pointLimit = .milliseconds(1)
        options.longLimit = .seconds(30)
        try await withEngine(options: options) { engine in
            let answer = try await engine.read { session in
                (try? await session.value(slow, as: Int.self)) ?? -1
            }
            #expect(answer == 200_000)
        }
    }

    @Test("A single slow statement gives each of its rows once")
    func singleStatement() async throws {
        var options = SQLiteOptions()
        options.pointLimit = .milliseconds(1)
        options.longLimit = .seconds(30)
        try await withEngine(options: options) { engine in
            let sums: [Int] = try await engine.all(
                "SELECT 1, (\(slow)), 'x', NULL, \(true) UNION ALL SELECT 2, 0, '', 3, 0"
            ) {
                row in
                let (first, second) = (try row.next(Int.self), try row.next(Int.self))
                _ = (try row.next(String.self), try row.next(Int?.self), try row.next(Bool.self))
                return first + second
            }
            #expect(sums == [200_001, 2])
        }
    }

    @Test("A single statement that goes on answering ends at the limit of a long read")
    func endlessAnswer() async throws {
        var options = SQLiteOptions()
        options.longLimit = .milliseconds(50)
        try await withEngine(options: options) { engine in
            await #expect(throws: EngineError.timedOut) {
                try await engine.run(
                    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
                ) { _ in }
            }
        }
    }

    @Test("A long read ends at its limit")
    func timesOut() async throws {
        var options = SQLiteOptions()
        options.longLimit = .milliseconds(50)
        try await withEngine(options: options) { engine in
            for effort in [ReadEffort.point, .long] {
                await #expect(throws: EngineError.timedOut) {
                    try await engine.read(effort) { session in try await session.execute(endless) }
                }
            }
            await #expect(throws: EngineError.timedOut) { try await engine.execute(endless) }
            let stillAnswers = try await engine.number("SELECT 1")
            #expect(stillAnswers == 1)
        }
    }

    @Test("Cancelling its task ends a long read")
    func cancelled() async throws {
        var options = SQLiteOptions()
        options.longLimit = .seconds(60)
        try await withEngine(options: options) { engine in
            let hasBegun = Atomic(false)
            let read = Task {
                try await engine.read(.long) { session in
                    hasBegun.store(true, ordering: .relaxed)
                    return try await session.execute(endless)
                }
            }
            await settled { hasBegun.load(ordering: .relaxed) }
            let start = ContinuousClock.now
            read.cancel()
            await #expect(throws: CancellationError.self) { try await read.value }
            #expect(ContinuousClock.now - start < .seconds(10))
        }
    }

    @Test(
        "Long and bulk reads wait in a queue each, bulk ones as long as it takes, and one too many is refused at once",
        arguments: [ReadEffort.long, .bulk])
    func overloaded(_ effort: ReadEffort) async throws {
        var options = SQLiteOptions()
        (options.longThreads, options.longQueue, options.bulkQueue) = (1, 1, 1)
        options.longLimit = effort == .bulk ? .zero : .seconds(60)
        try await withEngine(options: options) { engine in
            let hasBegun = Atomic(false)
            let running = Task {
                try await engine.read(effort) { session in
                    hasBegun.store(true, ordering: .relaxed)
                    return try await session.execute(endless)
                }
            }
            await settled { hasBegun.load(ordering: .relaxed) }
            let outcomes = await withTaskGroup(of: String.self) { group in
                for _ in 0..<2 {
                    group.addTask {
                        do {
                            return
                                "\(try await engine.read(effort) { session in try await session.execute("SELECT 1") })"
                        } catch {
                            running.cancel()
                            return "\(error)"
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.sorted() == ["1", "overloaded"])
        }
    }

    @Test("Bulk reads that take long keep no long read waiting")
    func bulkApart() async throws {
        var options = SQLiteOptions()
        (options.longThreads, options.longLimit) = (1, .seconds(20))
        try await withEngine(options: options) { engine in
            let hasBegun = Atomic(false)
            let read: @Sendable () async throws -> Int = {
                try await engine.read(.bulk) { session in
                    hasBegun.store(true, ordering: .relaxed)
                    return try await session.execute(endless)
                }
            }
            let bulk = [Task { try await read() }, Task { try await read() }]
            await settled { hasBegun.load(ordering: .relaxed) }
            let answer = try? await engine.read(.long) { session in try await session.value("SELECT 1", as: Int.self) }
            #expect(answer == 1)
            for read in bulk { read.cancel() }
            for read in bulk { await #expect(throws: CancellationError.self) { try await read.value } }
        }
    }

    @Test("A read cannot write", arguments: TestEngine.all)
    func cannotWrite(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            try await engine.change("CREATE TABLE t (a BIGINT)")
            await #expect(throws: EngineError.self) { try await engine.execute("INSERT INTO t VALUES (1)") }
            for effort in [ReadEffort.point, .long] {
                await #expect(throws: EngineError.self) {
                    try await engine.read(effort) { session in try await session.execute("DELETE FROM t") }
                }
            }
        }
    }

    @Test("Reads that run out of time leave their connection fit for the next one")
    func connectionStaysFit() async throws {
        var options = SQLiteOptions()
        options.pointLimit = .zero
        options.longLimit = .seconds(30)
        try await withEngine(options: options) { engine in
            // SQLite looks at the clock once in a thousand steps, so in these reads at every place in turn.
            for round in 0..<3_000 {
                let answer = try await engine.read { session in
                    let first: Int = try await session.value("SELECT \(round)") ?? -1
                    return try await session.value("SELECT \(first) + 1", as: Int.self)
                }
                #expect(answer == round + 1)
            }
        }
    }
}
