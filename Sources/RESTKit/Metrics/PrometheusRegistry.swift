public import CoreMetrics
public import NIOCore
import Synchronization

/// Keeps what swift-metrics is told and writes it as Prometheus text (exposition format 0.0.4).
///
/// Making a metric takes a lock; using one is an atomic addition. So make each once and hold it, passing this as the
/// `factory`. The same name and labels give the same metric. Timers are in seconds and become histograms with fixed
/// buckets; recorders that aggregate become summaries without quantiles, all others gauges.
public final class PrometheusRegistry: MetricsFactory {
    /// The `Content-Type` of ``render()``.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private let families = Mutex<[String: MetricFamily]>([:])
    private let help: [String: String]

    /// `help`: what metrics mean, by their names.
    public init(help: [String: String] = [:]) {
        self.help = help
    }

    /// All metrics, by name and then by labels.
    public func render() -> ByteBuffer {
        let families = self.families.withLock { $0.values.sorted { $0.name < $1.name } }
        var text = ByteBuffer()
        for family in families { family.write(to: &text) }
        return text
    }

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions, .counter) { CounterSeries() }
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, dimensions, .gauge) { GaugeSeries() }
    }

    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        if aggregate { return series(label, dimensions, .summary) { SummarySeries() } }
        return series(label, dimensions, .gauge) { GaugeSeries() }
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, dimensions, .histogram) { HistogramSeries() }
    }

    public func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
    public func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
    public func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
    public func destroyTimer(_ handler: any TimerHandler) { remove(handler) }

    /// The series of that name and those labels. A name that is taken by another kind of metric gives a series that is
    /// never written, as the format allows a name one kind only.
    private func series<Series: MetricSeries>(
        _ label: String, _ dimensions: [(String, String)], _ kind: MetricFamily.Kind, make: () -> Series
    ) -> Series {
        let name = MetricText.name(label)
        let labels = MetricText.labels(dimensions)
        return families.withLock { families in
            var family = families[name] ?? MetricFamily(name: name, kind: kind, help: help[name])
            guard family.kind == kind else { return make() }
            if let known = family.series[labels] as? Series { return known }
            let series = make()
            family.series[labels] = series
            families[name] = family
            return series
        }
    }

    private func remove(_ handler: AnyObject) {
        families.withLock { families in
            families = families.mapValues { family in
                var family = family
                family.series = family.series.filter { $0.value !== handler }
                return family
            }
        }
    }
}
