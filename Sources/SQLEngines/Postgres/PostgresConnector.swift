import CPostgres
import Glibc
import NIOCore
import NIOPosix

/// A connection that libpq has made, on its way to the event loop that will own it.
struct ConnectedHandle: Sendable {
    /// Unsafe to the compiler alone: only one owner at a time has it, who hands it on or closes it.
    nonisolated(unsafe) let handle: OpaquePointer
}

/// Makes connections, on threads of its own: libpq looks up names, tries the URL's hosts in turn and does TLS and
/// authentication, waiting all the while.
struct PostgresConnector: Sendable {
    /// The error of a connection that could not be made, in libpq's words, which hold no password.
    struct Refused: Error, CustomStringConvertible {
        let description: String
        /// Whether waiting may help: a server that is starting, full or not reachable.
        let mayPass: Bool
    }

    let url: String
    let options: PostgresOptions
    let watch: SocketWatch
    /// How many connections it makes at the same time. More would only wait for their turn, longer than anybody waits for
    /// them when each takes a host's whole time-out.
    let width: Int
    /// Whether a server that only follows another will do.
    let takesStandby: Bool
    private let threads: NIOThreadPool
    private let lastHost = LastHost()

    init(url: String, options: PostgresOptions, watch: SocketWatch, width: Int = 2, takesStandby: Bool = false) {
        self.url = url
        self.options = options
        self.watch = watch
        self.width = width
        self.takesStandby = takesStandby
        threads = NIOThreadPool(numberOfThreads: width)
        threads.start()
    }

    /// Makes no connection any more.
    func close() async { try? await threads.shutdownGracefully() }

    /// Connects, sets the connection up with `settings` (`SET` statements), and gives it to `loop`.
    func connect(on loop: any EventLoop, _ settings: String = "") async throws -> PostgresConnection {
        let connected = try await threads.runIfActive { try open(settings) }
        let (watch, kept) = (watch, options.statementsKept)
        let connection = try await loop.submit {
            PostgresConnection(connected, on: loop, watch: watch, statementsKept: kept)
        }.get()
        return connection
    }

    private func open(_ settings: String) throws -> ConnectedHandle {
        guard let handle = Self.start(parameters + lastHost.parameters) else {
            throw Refused(description: "out of memory", mayPass: false)
        }
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        do {
            guard PQstatus(handle) == CONNECTION_OK else { throw refusal(handle) }
            try check(handle)
            try run(Self.house + own + settings, on: handle)
            lastHost.remember(handle)
            return ConnectedHandle(handle: handle)
        } catch {
            lastHost.forget()
            PQfinish(handle)
            throw error
        }
    }

    /// The URL, what holds where it says nothing (dead peers are noticed within seconds), and what it cannot say otherwise.
    private var parameters: [LastHost.Parameter] {
        [
            ("connect_timeout", Self.seconds(options.connectTimeout)),
            ("keepalives_idle", "5"), ("keepalives_interval", "1"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "4000"), ("dbname", url), ("client_encoding", "UTF8"),
            ("application_name", options.applicationName),
        ]
    }

    private static func start(_ parameters: [LastHost.Parameter]) -> OpaquePointer? {
        let names = parameters.map { strdup($0.0) }
        let values = parameters.map { strdup($0.1) }
        defer { (names + values).forEach { free($0) } }
        return PQconnectdbParams(
            names.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], 1)
    }

    /// At least two, which is the least that libpq takes at its word.
    private static func seconds(_ duration: Duration) -> String { String(max(2, duration.components.seconds)) }

    private func refusal(_ handle: OpaquePointer) -> Refused {
        let words = String(cString: PQerrorMessage(handle)).split(separator: "\n").joined(separator: " ")
        // A password that is wrong or a database that is missing does not mend itself; everything else may.
        let isFinal = ["password authentication failed", "does not exist", "no pg_hba.conf entry"]
            .contains { words.contains($0) }
        return Refused(description: words, mayPass: !isFinal)
    }

    private func check(_ handle: OpaquePointer) throws {
        if !takesStandby, parameter("in_hot_standby", of: handle) == "on" {
            throw Refused(
                description:
                    "this server is a standby: name the primary, or all of them and target_session_attrs=read-write",
                mayPass: true)
        }
        let version = PQserverVersion(handle)
        guard version >= 150_000 else {
            throw Refused(
                description: "PostgreSQL 15 or newer is needed; this server is \(version / 10_000)", mayPass: false)
        }
        let encoding = parameter("server_encoding", of: handle)
        guard encoding == "UTF8" else {
            throw Refused(
                description: "the database's encoding is \(encoding); make one with ENCODING 'UTF8'", mayPass: false)
        }
    }

    private func parameter(_ name: String, of handle: OpaquePointer) -> String {
        PQparameterStatus(handle, name).map { String(cString: $0) } ?? ""
    }

    /// What every statement of ours relies on. A commit is durable even where the server's default is not.
    private static let house = """
        SET TimeZone = 'UTC'; SET client_min_messages = warning; \(plans)
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
        """

    /// Every statement is written to walk along indexes in the order in which it names its tables, and is to be planned
    /// once. Left to itself the planner takes `LIMIT $1` for a tenth of everything: it would either plan each execution
    /// anew or gather whole tables. So it has but one way to join, and plans are the same whatever its statistics say. A set that is looked into
    /// (`IN (…) IS TRUE`) is hashed however much it is believed to hold: otherwise it would be made anew for each row.
    private static let plans = """
        SET plan_cache_mode = force_generic_plan; SET join_collapse_limit = 1; SET jit = off;
        SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off;
        SET enable_hashagg = off; SET enable_material = off; SET enable_memoize = off;
        SET max_parallel_workers_per_gather = 0; SET hash_mem_multiplier = 1000;
        """

    private var own: String {
        """
        SET statement_timeout = \(options.statementLimit.milliseconds);
        SET lock_timeout = \(options.lockWait.milliseconds);
        SET idle_in_transaction_session_timeout = \(options.idleLimit.milliseconds);
        """
    }

    private func run(_ text: String, on handle: OpaquePointer) throws {
        let result = PQexec(handle, text)
        defer { PQclear(result) }
        let status = PQresultStatus(result)
        if status != PGRES_COMMAND_OK, status != PGRES_TUPLES_OK { throw refusal(handle) }
    }
}

extension Duration {
    /// Whole milliseconds, rounded down.
    var milliseconds: Int64 { Int64(self / .milliseconds(1)) }

    var timeAmount: TimeAmount { .nanoseconds(Int64(self / .nanoseconds(1))) }
}
