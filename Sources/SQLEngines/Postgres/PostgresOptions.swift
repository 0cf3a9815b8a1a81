/// How the PostgreSQL engine connects and how long it waits. The defaults suit several instances on one server of
/// PostgreSQL's own default of 100 connections.
public struct PostgresOptions: Sendable {
    /// Connections for transactions and `long` reads. Single reads share one more for each event loop.
    public var connections = 16
    /// How long anything may wait for a connection before it is ``EngineError/unavailable`` or
    /// ``EngineError/overloaded``.
    public var connectionWait: Duration = .seconds(2)
    /// How long one attempt to connect may take, for each host of the URL.
    public var connectTimeout: Duration = .seconds(2)
    /// How long one statement of a `point` read or a write may run (`statement_timeout`), and a single read take in all.
    public var statementLimit: Duration = .seconds(4)
    /// How long one statement of a `long` read may run.
    public var longLimit: Duration = .seconds(4)
    /// How long a statement may wait for another transaction's row (`lock_timeout`). A write waits an eighth of it where
    /// half of the connections may wait so long already, and then begins again as one of those.
    public var lockWait: Duration = .seconds(2)
    /// How long a transaction may stand idle before the server ends it (`idle_in_transaction_session_timeout`).
    public var idleLimit: Duration = .seconds(10)
    /// How often a write begins again after a serialization failure or a deadlock.
    public var retries = 3
    /// Prepared statements each connection keeps.
    public var statementsKept = 256
    /// What the connections are known by on the server, whatever the URL says (`pg_stat_activity`).
    public var applicationName = "souk"
    /// A standby of the same database that answers `long` reads, as a URL; nil for none.
    public var replica: String?
    /// Is told how long everything took.
    public var observer: (any EngineObserver)?

    /// At least a millisecond: 0 would be no limit.
    var shortLockWait: Duration { max(.milliseconds(1), lockWait / 8) }

    public init(observer: (any EngineObserver)? = nil, replica: String? = nil) {
        self.observer = observer
        self.replica = replica
    }
}
