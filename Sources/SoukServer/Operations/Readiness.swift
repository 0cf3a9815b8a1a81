import RESTKit
import SQLEngines

/// Whether this instance should be sent requests.
struct Readiness: Sendable {
    let engine: any Engine
    let draining: DrainState

    /// What stands in the way, in words for the operator; empty when the instance is ready.
    func obstacles() async -> [String] {
        var obstacles: [String] = []
        if draining.isDraining { obstacles.append("the server is stopping") }
        if await !databaseAnswers { obstacles.append("the database does not answer") }
        return obstacles
    }

    private var databaseAnswers: Bool {
        get async {
            do {
                return try await engine.value("SELECT 1", as: Int64.self) == 1
            } catch {
                return false
            }
        }
    }
}
