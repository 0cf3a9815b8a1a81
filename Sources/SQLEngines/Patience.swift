/// Does `work` again, a little later, while the database has too much to do: for whoever moves much data and is in no
/// hurry. Only what left nothing behind is done again; half a minute of it is enough. What `isFinal` says so of, which would
/// cost as much again, is not.
public func patiently<Value>(
    unless isFinal: () -> Bool = { false }, _ work: () async throws -> Value
) async throws -> Value {
    var attemptsLeft = 60
    while true {
        do {
            return try await work()
        } catch let error as EngineError
            where (error == .overloaded || error == .timedOut) && attemptsLeft > 0 && !isFinal()
        {
            attemptsLeft -= 1
            try await Task.sleep(for: .milliseconds(500))
        }
    }
}
