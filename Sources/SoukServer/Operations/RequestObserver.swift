import Catalogue
import Logging
import NIOHTTP1
import RESTKit
import SQLEngines

/// Writes one line a request into the log, counts it, and remembers it for a while.
///
/// Never a query, a body or a header field: those may hold what nobody else should read.
struct RequestObserver: Observer {
    let logger: Logger
    /// Writes the line in the logger's place.
    let requestLog: (@Sendable (Exchange) -> Void)?
    let metrics: RequestMetrics
    let recent = RecentRequests()
    let lastHour: LastHour
    let clock: WallClock
    let outages = OutageCount()

    func finished(_ exchange: Exchange) {
        metrics.count(exchange)
        let now = clock.now()
        lastHour.count(exchange, at: now)
        recent.note(exchange, at: now)
        if let requestLog { return requestLog(exchange) }
        guard logger.logLevel <= .info else { return }
        var fields: Logger.Metadata = [
            "id": "\(exchange.id)", "status": "\(exchange.response.status.code)",
            "ms": "\(Self.milliseconds(exchange.duration))",
        ]
        if let head = exchange.head { fields["method"] = "\(head.method.rawValue)" }
        if let route = exchange.response.route { fields["route"] = "\(route)" }
        if let user = exchange.response.userID { fields["user"] = "\(user)" }
        logger.info("request", metadata: fields)
    }

    /// The cause goes here and nowhere else; the client finds it by the request's id.
    func failed(_ error: any Error, head: RequestHead) {
        // Nobody waits for the answer any more, or the server is stopping.
        if error is CancellationError || error as? EngineError == .closed { return }
        if error as? EngineError == .unavailable { return tellOutage() }
        logger.log(
            level: error.isLoad ? .warning : .error, "request failed",
            metadata: [
                "id": "\(head.id)", "method": "\(head.method.rawValue)", "path": "\(head.path.prefix(200))",
                "cause": "\(String(reflecting: error))",
            ])
    }

    private func tellOutage() {
        guard let requests = outages.refused() else { return }
        logger.error("The database cannot be reached.", metadata: ["requests": "\(requests)"])
    }

    /// With three digits.
    private static func milliseconds(_ duration: Duration) -> String {
        let microseconds = duration / .microseconds(1)
        let whole = Int64(microseconds)
        let fraction = String(whole % 1000 + 1000).dropFirst()
        return "\(whole / 1000).\(fraction)"
    }
}

extension Error {
    /// Whether there was only too much to do, which is no fault and may be said very often.
    fileprivate var isLoad: Bool {
        if case .overloaded? = self as? CatalogueError { return true }
        let error = self as? EngineError
        return error == .overloaded || error == .timedOut
    }
}
