import Catalogue
import Metrics
import NIOHTTP1
import RESTKit

/// `/metrics`, as Prometheus reads it.
struct MetricsAPI: Sendable {
    let gate: MetricsGate
    let metrics: ServerMetrics
    let users: UserService
    let draining: DrainState
    let load: ServerLoad

    var text: Endpoint {
        Endpoint(answers: Answer(.ok, "Prometheus text.", .plainText), refuses: [.notFound]) { request in
            try gate.check(request.head)
            sample()
            var response = Response(.ok, body: metrics.registry.render())
            response.headers.add(name: "Content-Type", value: PrometheusRegistry.contentType)
            return response
        }
    }

    /// What is known only when asked.
    private func sample() {
        let hashes = users.hashLoad
        gauge("password_hashes_running", hashes.running)
        gauge("password_hashes_waiting", hashes.waiting)
        gauge("password_hashes_finished", hashes.finished)
        gauge("http_requests_in_flight", load.requestsInFlight)
        gauge("http_requests_waiting", load.requestsWaiting)
        gauge("http_request_body_bytes", load.bodyBytes)
        gauge("http_response_body_bytes", load.answerBytes)
        gauge("server_draining", draining.isDraining ? 1 : 0)
    }

    private func gauge(_ label: String, _ value: Int) {
        Meter(label: label, factory: metrics.registry).set(value)
    }
}
