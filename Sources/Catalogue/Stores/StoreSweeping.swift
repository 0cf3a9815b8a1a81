import SQLEngines

/// How long the sweeping waits after it could not go on: the first time, and at most.
private let pauses = (first: Duration.seconds(1), longest: Duration.seconds(300))

extension StoreService {
    /// Deletes what deleted stores leave behind, until cancelled: first what an earlier run of the program left, then what
    /// each ``delete(_:if:including:)`` leaves. One task of a program does this; what a program without it leaves cannot be
    /// seen, and goes when a next one has it.
    ///
    /// Whatever stops it, it goes on after a pause, a longer one each time. `report` is told why, and how long it waits.
    public func keepSwept(
        _ clock: MonotonicClock = .system, report: (_ cause: any Error, _ pause: Duration) -> Void
    ) async {
        leftovers.ring()
        for await _ in leftovers.rings {
            var pause = pauses.first
            while let cause = await obstacle(), !Task.isCancelled {
                report(cause, pause)
                try? await clock.sleep(pause)
                pause = min(pause * 2, pauses.longest)
            }
        }
    }

    /// Deletes what is left of closed stores, a piece in each transaction, so that other writes go in between.
    func sweep() async throws {
        let closed = ClosedStores(search: search)
        while !Task.isCancelled, try await engine.write({ session in try await closed.sweep(in: session) }) {}
    }

    /// Why not everything could be swept; nil when it was.
    private func obstacle() async -> (any Error)? {
        do {
            try await sweep()
            return nil
        } catch {
            return error
        }
    }
}
