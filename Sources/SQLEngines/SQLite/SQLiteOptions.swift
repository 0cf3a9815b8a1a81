/// How much the SQLite engine may take of the machine. The defaults suit a shop on two cores.
public struct SQLiteOptions: Sendable {
    /// How much work a `point` read may be, in its thread's processor time, before it begins again elsewhere.
    public var pointLimit: Duration = .milliseconds(5)
    /// How long a `long` read may run; as long again it may wait for its turn.
    public var longLimit: Duration = .seconds(2)
    /// How long one write may run.
    public var writeLimit: Duration = .seconds(10)
    /// How long a write may wait for its turn. More than ``writeLimit``, so that one slow write fails alone.
    public var writeWait: Duration = .seconds(20)
    /// Threads for `long` reads.
    public var longThreads = 2
    /// `long` reads that may wait for a thread; one more is ``EngineError/overloaded``.
    public var longQueue = 64
    /// Writes that may wait for the writer; one more is ``EngineError/overloaded``.
    public var writeQueue = 1024
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
