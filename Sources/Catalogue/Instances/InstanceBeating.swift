import SQLEngines

/// Gives signs of life, by each of which this process may trust what it remembers for a while longer.
struct InstanceBeating: Sendable {
    let id: Instances.ID
    let engine: any Engine
    let hearing: InstanceHearing
    let live: LiveSessions
    let monotonic: MonotonicClock
    let card: @Sendable () -> InstanceCard
    let report: @Sendable (Instances.Event) -> Void

    /// How it stands with the database.
    private struct Standing {
        var listener: (any AnnouncementListener)?
        var isRegistered = false
        /// Grows with each attempt and never comes again, so that nobody mistakes a new sign of life for an old one.
        var beats: Int64 = 0
        var isLost = true
        var isReported = false
    }

    /// Until cancelled; then it takes its leave.
    func run() async {
        var standing = Standing()
        while !Task.isCancelled {
            let begun = monotonic.now()
            do {
                try await beat(&standing, begunAt: begun)
                if standing.isLost { report(.joined) }
                (standing.isLost, standing.isReported) = (false, false)
            } catch {
                standing.isLost = true
                if !standing.isReported && !Task.isCancelled { report(.lost(error)) }
                standing.isReported = true
            }
            try? await monotonic.sleep(InstanceLease.interval)
        }
        await leave(standing.listener)
    }

    /// One sign of life. What was announced before it began has been heard when it returns, and so all that is
    /// remembered then was true when it began: it may be trusted until its lease, counted from there, is over.
    private func beat(_ standing: inout Standing, begunAt begun: Duration) async throws {
        if standing.listener == nil { standing.listener = try await engine.listen(hearing.hear) }
        guard let listener = standing.listener else { return }
        standing.beats += 1
        if standing.isRegistered {
            let found = try await listener.run(.beat(id, card(), beats: standing.beats))
            if found == 0 { standing.isRegistered = false }
        }
        if !standing.isRegistered { try await register(&standing, listener) }
        live.extendLease(until: begun + InstanceLease.length)
    }

    /// Nothing that was remembered before counts: changes from before were not waited for.
    private func register(_ standing: inout Standing, _ listener: any AnnouncementListener) async throws {
        live.endLease()
        standing.beats += 1
        try await listener.run(.register(id, card(), beats: standing.beats))
        live.forgetAll()
        standing.isRegistered = true
    }

    /// From here on nobody waits for this process. Goes on though it is cancelled.
    private func leave(_ listener: (any AnnouncementListener)?) async {
        live.endLease()
        guard let listener else { return }
        await Task {
            _ = try? await listener.run(.unregister(id))
            await listener.close()
        }.value
    }
}
