import Logging
import SQLEngines
import Testing

@testable import SoukCommands

@Suite("Waiting for the database")
struct DatabasePatienceTests {
    private func patience(for limit: Duration) -> DatabasePatience {
        DatabasePatience(
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, limit: limit, pause: .milliseconds(1))
    }

    @Test(
        "What is done before a server serves is done again while the database is away or busy",
        arguments: [EngineError.unavailable, .overloaded, .timedOut, .outcomeUnknown])
    func again(_ outage: EngineError) async throws {
        var attempts = 0
        let value = try await patience(for: .seconds(600)).bear {
            attempts += 1
            if attempts < 3 { throw outage }
            return attempts
        }
        #expect(value == 3)
    }

    @Test("Nobody waits for ever, nor for what does not pass")
    func notForEver() async throws {
        await #expect(throws: EngineError.unavailable) {
            try await patience(for: .milliseconds(100)).bear { throw EngineError.unavailable }
        }
        for final in [EngineError.storageFull, .closed, .failed(code: 1, message: "")] {
            var attempts = 0
            await #expect(throws: final) {
                try await patience(for: .seconds(600)).bear {
                    attempts += 1
                    throw final
                }
            }
            #expect(attempts == 1)
        }
    }
}
