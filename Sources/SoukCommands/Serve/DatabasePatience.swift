import Logging
import SQLEngines

/// Waits for a database beyond a network: programs start in any order, and one may fail over while another starts.
struct DatabasePatience: Sendable {
    /// Is told why it waits.
    let logger: Logger
    /// How long a server that starts waits.
    var limit = Duration.seconds(30)
    var pause = Duration.seconds(1)

    /// Does `work`, and does it again while the database is away or busy: what a server does before it serves may be done
    /// twice.
    func bear<Value>(_ work: () async throws -> Value) async throws -> Value {
        let start = ContinuousClock.now
        while true {
            do {
                return try await work()
            } catch {
                guard let reason = Self.passing(error), ContinuousClock.now - start + pause < limit else { throw error }
                logger.warning("waiting for the database", metadata: ["reason": "\(reason)"])
                try await Task.sleep(for: pause)
            }
        }
    }

    /// What is waited for; nil for what waiting does not mend.
    private static func passing(_ error: any Error) -> String? {
        switch error {
        case let error as DatabaseUnusable where error.mayPass: error.description
        case EngineError.unavailable, EngineError.overloaded, EngineError.timedOut, EngineError.outcomeUnknown:
            Failure(explaining: error).sentence
        default: nil
        }
    }
}
