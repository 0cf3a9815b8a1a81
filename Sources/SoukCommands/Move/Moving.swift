import Catalogue
import SQLEngines

/// One run of `souk move`.
struct Moving: Sendable {
    let source: EngineURL
    let target: EngineURL
    let isOnline: Bool
    let terminal: Terminal

    /// Moves, and says table by table what was moved. Throws a ``Failure``; then the target is as empty as it was.
    func run() async throws(Failure) {
        guard source != target else { throw Failure(.usage, "--from and --to name the same database.") }
        if let path = source.missingFile { throw Failure(.unavailable, "There is no database at \(path).") }
        let moved: [TransferredTable]
        do {
            moved = try await Interruption.ending("Nothing was moved: the new database is as empty as it was.") {
                try await opened { source, target in
                    let keys = try await MovedKeys(source: self.source, target: self.target).take(from: source)
                    return try await keys.kept { try await transfer(source, target, keys.forDatabase) }
                }
            }
        } catch {
            throw Failure(explaining: error)
        }
        terminal.say(MoveReport.text(moved))
    }

    private func transfer(
        _ source: any Engine, _ target: any Engine, _ keys: [SharedKey]
    ) async throws -> [TransferredTable] {
        let bars = StageBars(terminal)
        defer { bars.clear() }
        return try await Transfer(from: source, to: target, keys: keys).run { stage, done, total in
            bars.show(stage, done, of: total)
        }
    }

    private func opened<Value>(
        _ body: (_ source: any Engine, _ target: any Engine) async throws -> Value
    ) async throws -> Value {
        try await source.withCommandsEngine { source in
            let instances = try await PostgresSite.instances(on: source) ?? 0
            guard isOnline || instances == 0 else {
                throw Failure(
                    .unavailable,
                    "Souk is using the source (\(instances) connections). Stop every instance first: what they write from now "
                        + "on would be lost. With --online it is moved as it stands now.")
            }
            return try await target.withCommandsEngine { target in
                if try await PostgresSite.instances(on: target) ?? 0 > 0 {
                    throw Failure(.unavailable, "Souk is using the target. Stop every instance first.")
                }
                return try await body(source, target)
            }
        }
    }
}
