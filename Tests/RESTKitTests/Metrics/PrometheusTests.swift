import Metrics
import NIOCore
import RESTKit
import Testing

@Suite("Metrics as Prometheus text")
struct PrometheusTests {
    private let registry = PrometheusRegistry(help: ["requests_total": "Requests\nby \\ status"])

    private var lines: [String] {
        String(buffer: registry.render()).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test("An empty registry is an empty text")
    func empty() {
        #expect(lines == [""])
    }

    @Test("Families stand by name, series by labels, whatever the order they came in")
    func order() {
        Counter(label: "requests_total", dimensions: [("status", "500")], factory: registry).increment(by: 2)
        Counter(label: "requests_total", dimensions: [("status", "200"), ("method", "GET")], factory: registry)
            .increment()
        Counter(label: "requests_total", dimensions: [("method", "GET"), ("status", "200")], factory: registry)
            .increment(by: 4)
        Gauge(label: "in_flight", factory: registry).record(3)
        #expect(
            lines == [
                "# TYPE in_flight gauge", "in_flight 3", "# HELP requests_total Requests\\nby \\\\ status",
                "# TYPE requests_total counter", "requests_total{method=\"GET\",status=\"200\"} 5",
                "requests_total{status=\"500\"} 2", "",
            ])
    }

    @Test("Names and label values are made safe")
    func escaping() {
        Counter(label: "9 lives.é", dimensions: [("a:b-c", "\"\\\n"), ("é", "é")], factory: registry).increment()
        #expect(lines[1] == "_9_lives___{a_b_c=\"\\\"\\\\\\n\",__=\"é\"} 1")
    }

    @Test("A timer is a histogram in seconds whose buckets add up")
    func histogram() {
        let timer = Timer(label: "took_seconds", dimensions: [("route", "/item")], factory: registry)
        for nanoseconds in [0, 100_000, 100_001, 2_000_000, 11_000_000_000] as [Int64] {
            timer.recordNanoseconds(nanoseconds)
        }
        #expect(lines.contains("took_seconds_bucket{route=\"/item\",le=\"0.0001\"} 2"))
        #expect(lines.contains("took_seconds_bucket{route=\"/item\",le=\"0.00025\"} 3"))
        #expect(lines.contains("took_seconds_bucket{route=\"/item\",le=\"0.0025\"} 4"))
        #expect(lines.contains("took_seconds_bucket{route=\"/item\",le=\"10\"} 4"))
        #expect(lines.contains("took_seconds_bucket{route=\"/item\",le=\"+Inf\"} 5"))
        #expect(lines.contains("took_seconds_sum{route=\"/item\"} 11.002200001"))
        #expect(lines.contains("took_seconds_count{route=\"/item\"} 5"))
    }

    @Test("Meters go up and down, recorders are sums or gauges")
    func others() {
        let meter = Meter(label: "queue", factory: registry)
        meter.increment(by: 2.5)
        meter.decrement()
        let recorder = Recorder(label: "sizes", factory: registry)
        recorder.record(1)
        recorder.record(2.25)
        #expect(
            lines == ["# TYPE queue gauge", "queue 1.5", "# TYPE sizes summary", "sizes_sum 3.25", "sizes_count 2", ""])
    }

    @Test("A name keeps its first kind, and a destroyed metric is gone")
    func kinds() {
        let counter = Counter(label: "a", factory: registry)
        counter.increment()
        Gauge(label: "a", factory: registry).record(7)
        #expect(lines == ["# TYPE a counter", "a 1", ""])
        counter.destroy()
        #expect(lines == [""])
    }

    @Test("No addition is lost among threads")
    func threads() async {
        let registry = self.registry
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<1000 {
                        Counter(label: "n", factory: registry).increment()
                        Meter(label: "m", factory: registry).increment()
                    }
                }
            }
        }
        #expect(lines.contains("n 8000"))
        #expect(lines.contains("m 8000"))
    }
}
