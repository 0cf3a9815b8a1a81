import RESTKit
public import SQLEngines

/// Everything a server measures. Made before the database is opened, which is measured too.
public struct ServerMetrics: Sendable {
    let registry = PrometheusRegistry(help: Self.help)

    public init() {}

    /// For ``SQLiteOptions/observer``.
    public var database: any EngineObserver { DatabaseMetrics(factory: registry) }

    private static let help = [
        "http_requests_total": "Answers by method, route and status.",
        "http_request_duration_seconds": "From a request's head to the last byte of its answer.",
        "http_requests_in_flight": "Requests being answered.",
        "http_requests_waiting": "Requests that wait for one of those to end.",
        "http_request_body_bytes": "Memory that large request bodies take while they come.",
        "http_response_body_bytes": "Memory that large answers take until their clients have been sent them.",
        "logins_total": "Logins by outcome: accepted, refused, throttled, failed.",
        "database_read_seconds": "Reads with their wait for a turn.",
        "database_reads_moved_total": "Short reads that took too long where they ran and began again elsewhere.",
        "database_writes_given_way_total":
            "Writes that gave their connection up rather than wait for a lock with it, and began again.",
        "database_write_wait_seconds": "How long writes waited for the writer.",
        "database_write_seconds": "How long writes ran, without their commit.",
        "database_commit_seconds": "How long it took to make a group of writes durable.",
        "database_commit_writes": "Writes in a commit.",
        "database_checkpoint_seconds": "Copying the write-ahead log into the database.",
        "password_hashes_running": "Password hashes being computed.",
        "password_hashes_waiting": "Password hashes that wait for a core.",
        "password_hashes_finished": "Password hashes computed since the start.",
        "server_draining": "1 while the server is stopping.",
    ]
}
