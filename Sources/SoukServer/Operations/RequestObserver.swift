import Catalogue
import Logging
import NIOHTTP1
import RESTKit
import SQLEngines

/// Has one line a request written into the log, counts it, and remembers it for a while.
struct RequestObserver: Observer {
    let logger: Logger
    /// Writes the line.
    let requestLog: @Sendable (Exchange) -> Void
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
        requestLog(exchange)
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
}

extension Error {
    /// Whether there was only too much to do, which is no fault and may be said very often.
    fileprivate var isLoad: Bool {
        if case .overloaded? = self as? CatalogueError { return true }
        let error = self as? EngineError
        return error == .overloaded || error == .timedOut
    }
}
