/// Works on one of Swift's shared threads, and not on an event loop's, which serves others meanwhile: for what takes
/// milliseconds, as to look through megabytes does.
public func aside<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) async throws -> Result {
    // A task of its own does not begin on the executor that a request prefers.
    try await Task { try await work() }.value
}
