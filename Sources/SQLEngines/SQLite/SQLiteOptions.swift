/// How much the SQLite engine may take of the machine. The defaults suit a shop on two cores.
public struct SQLiteOptions: Sendable {
    /// How much work a `point` read may be, in its thread's processor time, before it begins again elsewhere.
    public var pointLimit: Duration = .milliseconds(5)
    /// How long a `long` read may run; as long again it may wait for its turn.
    public var longLimit: Duration = .seconds(2)
    /// How long one write may run.
    public var writeLimit: Duration = .seconds(10)
    /// How long a write may wait for its turn, whatever the writer does meanwhile; then it is ``EngineError/timedOut``. More
    /// than ``writeLimit``, so that one slow write fails alone.
    public var writeWait: Duration = .seconds(20)
    /// Threads for `long` reads. `bulk` ones have one of their own, so that they keep nobody else waiting.
    public var longThreads = 2
    /// `long` reads that may wait for a thread; one more is ``EngineError/overloaded``.
    public var longQueue = 64
    /// `bulk` reads that may wait for their thread, as long as it takes; one more is ``EngineError/overloaded``.
    public var bulkQueue = 16
    /// Writes that may wait for the writer; one more is ``EngineError/overloaded``.
    public var writeQueue = 1024
    /// Writes that may wait once the first of them has waited longer than ``stuckAfter``, as behind an import; one more is
    /// ``EngineError/overloaded``. To be half of the requests that are worked on at once, so that reads have the rest.
    public var stuckQueue = 128
    /// How long the first write may wait before the writer counts as stuck. Where it is only busy they wait milliseconds.
    public var stuckAfter: Duration = .seconds(1)
    /// Writes that share one commit at most.
    public var groupLimit = 128
    /// A group takes no further write once its writes have run this long, so that the first need not wait for ever.
    public var groupDuration: Duration = .milliseconds(20)
    /// Prepared statements each connection keeps.
    public var statementsKept = 256
    /// Is told how long everything took.
    public var observer: (any EngineObserver)?

    public init(observer: (any EngineObserver)? = nil) {
        self.observer = observer
    }
}
