import SQLEngines
import Testing

@Suite("Patience")
struct PatienceTests {
    @Test(
        "What the database has no time for is done again, until it has", arguments: [EngineError.overloaded, .timedOut])
    func again(_ error: EngineError) async throws {
        var attempts = 0
        let value = try await patiently {
            attempts += 1
            if attempts < 3 { throw error }
            return 7
        }
        #expect(value == 7 && attempts == 3)
    }

    @Test("What may have been done, or cannot be, is not", arguments: [EngineError.outcomeUnknown, .unavailable])
    func once(_ error: EngineError) async {
        var attempts = 0
        await #expect(throws: error) {
            try await patiently {
                attempts += 1
                throw error
            }
        }
        #expect(attempts == 1)
    }

    @Test("Nor is what has said of itself that it is final")
    func final() async {
        var attempts = 0
        await #expect(throws: EngineError.overloaded) {
            try await patiently(unless: { attempts == 2 }) {
                attempts += 1
                throw EngineError.overloaded
            }
        }
        #expect(attempts == 2)
    }
}
