/// Is told how long the engine's work took, for metrics. Called on the engine's own threads and, for `point` reads,
/// on the caller's: it must return at once. Without an observer nothing is measured.
public protocol EngineObserver: Sendable {
    /// A read ended, after `duration` with its wait for a turn, whatever came of it.
    func read(_ effort: ReadEffort, took duration: Duration)
    /// A `point` read took too long and begins again on the threads for `long` ones.
    func readMoved()
    /// A write gave its connection up rather than wait for a lock with it, and begins again.
    func writeGaveWay()
    /// A write waited for `waiting`, attempts that came to nothing included, and then ran for `running`, its commit not counted.
    func wrote(waiting: Duration, running: Duration)
    /// One transaction made `writes` writes durable; the commit alone took `duration`.
    func committed(writes: Int, took duration: Duration)
    /// The write-ahead log was copied into the database file.
    func checkpointed(pages: Int, took duration: Duration)
}
