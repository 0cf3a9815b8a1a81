import SQLEngines

/// Makes the changes that every process must know of before they are acknowledged: sessions that end, users who may
/// something else from now on, new keys.
///
/// The change is announced in its own transaction. After the commit the processes are read that are registered, and each
/// is waited for until it says that it has heard; or until it can no longer trust what it remembers, because its lease
/// is over (``InstanceLease``). On an engine that nobody shares a change is a write and nothing more.
struct SharedChanges: Sendable {
    let engine: any Engine
    /// Who makes the changes: this process, whether it is registered or not.
    let id: Instances.ID
    let live: LiveSessions
    let acknowledgements: Acknowledgements
    let clock: MonotonicClock

    /// Runs `body` in a transaction. When it returns, no process acts any more on what `change` makes untrue; unless
    /// `happened` says of its result that nothing was changed.
    ///
    /// When it throws, the change may have been made all the same: it is forgotten here, and announced if it was made.
    func make<Value: Sendable>(
        _ change: Notice.Change, happened: @escaping @Sendable (Value) -> Bool = { _ in true },
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value {
        let number = acknowledgements.begin()
        defer { acknowledgements.end(number) }
        let notice = Notice.change(from: id, number: number, change)
        let value: Value
        do {
            value = try await engine.write { session in
                let value = try await body(session)
                if happened(value) { try await session.announce(notice.text) }
                return value
            }
        } catch {
            live.forget(change)
            throw error
        }
        guard happened(value) else { return value }
        live.forget(change)
        if engine.isShared { await settle(number) }
        return value
    }

    /// Waits for the others. Goes on when the task is cancelled: an acknowledgement must never come early.
    private func settle(_ number: Int64) async {
        guard let members = try? await engine.members(except: id) else {
            await Task { try? await clock.sleep(InstanceLease.patience) }.value
            return
        }
        guard !members.isEmpty else { return }
        let ids = Set(members.map(\.id))
        let timer = Task {
            try await clock.sleep(InstanceLease.patience)
            acknowledgements.wake(number)
        }
        await acknowledgements.wait(for: number, from: ids)
        timer.cancel()
        let silent = acknowledgements.silent(number, among: ids)
        if !silent.isEmpty { await strike(members.filter { silent.contains($0.id) }) }
    }

    /// Nobody needs to wait for these again until they come back. If it fails, the next change waits for them too.
    private func strike(_ silent: [Member]) async {
        try? await engine.write { session in
            for member in silent { try await session.strike(member) }
        }
    }
}
