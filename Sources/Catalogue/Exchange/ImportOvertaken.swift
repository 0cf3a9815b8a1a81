import SQLEngines

/// An item was moved into a store that the import has not taken, just before the item was. Taking that store now would be
/// against the order of ``ItemLocks``.
struct ImportOvertaken: Error {}

/// Runs `write`, a transaction, and all of it again when it was overtaken, after longer and longer pauses of chance. Throws
/// ``EngineError/overloaded`` when that has happened so often.
func untilNotOvertaken<Value>(attempts: Int = 10, _ write: () async throws -> Value) async throws -> Value {
    for attempt in 1..<attempts {
        do { return try await write() } catch is ImportOvertaken {}
        try await Task.sleep(for: .milliseconds(Int.random(in: 1...(attempt * 50))))
    }
    do { return try await write() } catch is ImportOvertaken { throw EngineError.overloaded }
}
