/// Hears of every answer and every unexpected error, for the log and the metrics.
public protocol Observer: Sendable {
    /// Called once for every answer, when it has left or its client has gone.
    func finished(_ exchange: Exchange)

    /// Called for an error that nothing explains: a bug or an outage. The client is told `internal`, and not why.
    func failed(_ error: any Error, head: RequestHead)
}
