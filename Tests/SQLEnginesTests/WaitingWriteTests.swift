import Dispatch
import SQLEngines
import Testing

@Suite("Writes that wait for a busy writer")
struct WaitingWriteTests {
    private struct StillWaits: Error {}

    @Test("A write that waits too long is told so while the writer is busy; what has begun goes on")
    func timedOutMeanwhile() async throws {
        var options = SQLiteOptions()
        options.writeWait = .seconds(3)
        try await withEngine(options: options) { engine in
            try await engine.change("CREATE TABLE t (a BIGINT)")
            try await whileHeld(engine) {
                let errors = await withTaskGroup(of: (any Error)?.self) { group in
                    for index in 1...3 { group.addTask { await error(of: index, in: engine) } }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                #expect(errors.map { $0 as? EngineError } == [.timedOut, .timedOut, .timedOut])
                #expect(engine.waitingWrites == 0)
            }
            try await engine.change("INSERT INTO t VALUES (4)")
            let kept: [Int] = try await engine.all("SELECT a FROM t ORDER BY a") { row in try row.next() }
            #expect(kept == [0, 4])
        }
    }

    @Test("A write that waits in one group with a long one is timed out as well")
    func timedOutInGroup() async throws {
        var options = SQLiteOptions()
        options.writeWait = .seconds(3)
        try await withEngine(options: options) { engine in
            try await engine.change("CREATE TABLE t (a BIGINT)")
            let errors = await together(engine, 2, unlimited: 0) { index, session in
                try await session.execute("INSERT INTO t VALUES (\(index))")
                // The other leaves the queue while this one has the writer: not to be run, then.
                if index == 0, await !settled({ engine.waitingWrites == 0 }) { throw StillWaits() }
            }
            #expect(errors[0] == nil && errors[1] as? EngineError == .timedOut)
            #expect(try await engine.number("SELECT sum(a) FROM t") == 0)
        }
    }

    @Test(
        "Where many wait and the first has waited long a further write is refused at once, and only there",
        arguments: [(after: Duration.zero, joining: 3), (.seconds(600), 5)])
    func stuck(_ after: Duration, _ joining: Int) async throws {
        var options = SQLiteOptions()
        (options.stuckQueue, options.stuckAfter, options.writeWait) = (3, after, .seconds(600))
        try await withEngine(options: options) { engine in
            try await engine.change("CREATE TABLE t (a BIGINT)")
            let errors = await together(engine, joining) { index, session in
                try await session.execute("INSERT INTO t VALUES (\(index))")
            } whenWaiting: {
                guard joining == options.stuckQueue else { return }
                #expect(await error(of: 9, in: engine) as? EngineError == .overloaded)
                // Reads are as ever.
                let count = try? await engine.number("SELECT count(*) FROM t")
                #expect(count == 0)
            }
            #expect(errors.allSatisfy { $0 == nil })
            try await engine.change("INSERT INTO t VALUES (10)")
            #expect(try await engine.number("SELECT count(*) FROM t") == joining + 1)
        }
    }
}

/// Runs `body` while maintenance that inserts a 0 has the writer.
private func whileHeld(_ engine: SQLiteEngine, _ body: () async -> Void) async throws {
    let (begun, mayEnd) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    async let wasHeld = engine.maintain { session in
        try await session.execute("INSERT INTO t VALUES (0)")
        begun.signal()
        return wait(for: mayEnd)
    }
    await settled { begun.wait(timeout: .now()) == .success }
    await body()
    mayEnd.signal()
    #expect(try await wasHeld)
}

/// What became of a write that inserts `number`.
private func error(of number: Int, in engine: SQLiteEngine) async -> (any Error)? {
    do {
        try await engine.change("INSERT INTO t VALUES (\(number))")
        return nil
    } catch {
        return error
    }
}
