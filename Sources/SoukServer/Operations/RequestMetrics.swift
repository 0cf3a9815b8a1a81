import Metrics
import NIOHTTP1
import RESTKit
import Synchronization

/// Requests by method, route and status, and how long they took.
final class RequestMetrics: Sendable {
    private struct Key: Hashable {
        let method: String
        let route: String
        let status: UInt
    }

    private struct Handles {
        let count: Counter
        let duration: Metrics.Timer
    }

    private let factory: any MetricsFactory
    /// Made once for each combination: a template, not a path, stands for the route, so that there are few.
    private let handles = Mutex<[Key: Handles]>([:])

    init(factory: any MetricsFactory) {
        self.factory = factory
    }

    func count(_ exchange: Exchange) {
        if exchange.response.route == "/login" { countLogin(exchange.response.status) }
        let key = Key(
            method: Self.name(exchange.head?.method), route: exchange.response.route ?? "none",
            status: exchange.response.status.code)
        let handles = handles(key)
        handles.count.increment()
        handles.duration.recordNanoseconds(Int64(exchange.duration / .nanoseconds(1)))
    }

    private func countLogin(_ status: HTTPResponseStatus) {
        let outcome =
            switch status {
            case .ok: "accepted"
            case .unauthorized: "refused"
            case .tooManyRequests: "throttled"
            default: "failed"
            }
        Counter(label: "logins_total", dimensions: [("outcome", outcome)], factory: factory).increment()
    }

    private func handles(_ key: Key) -> Handles {
        handles.withLock { handles in
            if let known = handles[key] { return known }
            let labels = [("method", key.method), ("route", key.route)]
            let made = Handles(
                count: Counter(
                    label: "http_requests_total", dimensions: labels + [("status", String(key.status))],
                    factory: factory),
                duration: Metrics.Timer(label: "http_request_duration_seconds", dimensions: labels, factory: factory))
            handles[key] = made
            return made
        }
    }

    /// A stranger's invention must not become a series of its own.
    private static func name(_ method: HTTPMethod?) -> String {
        switch method {
        case .GET, .HEAD, .POST, .PUT, .PATCH, .DELETE, .OPTIONS: method?.rawValue ?? "none"
        case nil: "none"
        default: "other"
        }
    }
}
