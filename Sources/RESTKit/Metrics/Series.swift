import CoreMetrics
import Synchronization

/// How many there were; only ever more.
final class CounterSeries: CounterHandler, MetricSeries {
    private let count = Atomic<Int64>(0)

    func increment(by amount: Int64) {
        if amount > 0 { count.wrappingAdd(amount, ordering: .relaxed) }
    }

    func reset() {
        count.store(0, ordering: .relaxed)
    }

    var samples: [MetricSample] { [MetricSample(value: String(count.load(ordering: .relaxed)))] }
}

/// How much there is now.
final class GaugeSeries: MeterHandler, RecorderHandler, MetricSeries {
    private let value = AtomicDouble()

    func set(_ value: Int64) { self.value.store(Double(value)) }
    func set(_ value: Double) { self.value.store(value) }
    func increment(by amount: Double) { value.add(amount) }
    func decrement(by amount: Double) { value.add(-amount) }
    func record(_ value: Int64) { set(value) }
    func record(_ value: Double) { set(value) }

    var samples: [MetricSample] { [MetricSample(value: MetricText.number(value.load()))] }
}

/// How many there were and what they come to.
final class SummarySeries: RecorderHandler, MetricSeries {
    private let sum = AtomicDouble()
    private let count = Atomic<Int64>(0)

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        sum.add(value)
        count.wrappingAdd(1, ordering: .relaxed)
    }

    var samples: [MetricSample] {
        [
            MetricSample(suffix: "_sum", value: MetricText.number(sum.load())),
            MetricSample(suffix: "_count", value: String(count.load(ordering: .relaxed))),
        ]
    }
}

/// How long things took, sorted into buckets of 100 µs to 10 s.
final class HistogramSeries: TimerHandler, MetricSeries {
    /// Upper bounds in nanoseconds, and as the text has them in seconds.
    private static let bounds: [(nanoseconds: Int64, text: String)] = [
        (100_000, "0.0001"), (250_000, "0.00025"), (500_000, "0.0005"), (1_000_000, "0.001"), (2_500_000, "0.0025"),
        (5_000_000, "0.005"), (10_000_000, "0.01"), (25_000_000, "0.025"), (50_000_000, "0.05"),
        (100_000_000, "0.1"), (250_000_000, "0.25"), (500_000_000, "0.5"), (1_000_000_000, "1"),
        (2_500_000_000, "2.5"), (10_000_000_000, "10"), (.max, "+Inf"),
    ]

    /// How many fell between a bound and the one before.
    private let counts = InlineArray<16, Atomic<Int64>> { _ in Atomic(0) }
    private let nanoseconds = Atomic<Int64>(0)

    func recordNanoseconds(_ duration: Int64) {
        let duration = max(duration, 0)
        let bucket = Self.bounds.firstIndex { duration <= $0.nanoseconds } ?? 15
        counts[bucket].wrappingAdd(1, ordering: .relaxed)
        nanoseconds.wrappingAdd(duration, ordering: .relaxed)
    }

    var samples: [MetricSample] {
        var total: Int64 = 0
        var samples: [MetricSample] = []
        for (index, bound) in Self.bounds.enumerated() {
            total += counts[index].load(ordering: .relaxed)
            samples.append(MetricSample(suffix: "_bucket", label: "le=\"\(bound.text)\"", value: String(total)))
        }
        let seconds = Double(nanoseconds.load(ordering: .relaxed)) / 1e9
        samples.append(MetricSample(suffix: "_sum", value: MetricText.number(seconds)))
        samples.append(MetricSample(suffix: "_count", value: String(total)))
        return samples
    }
}

/// A number that threads add to.
private struct AtomicDouble: ~Copyable {
    private let bits = Atomic<UInt64>(0)

    func load() -> Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    func store(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }

    func add(_ amount: Double) {
        var seen = bits.load(ordering: .relaxed)
        while true {
            let sum = (Double(bitPattern: seen) + amount).bitPattern
            let result = bits.compareExchange(expected: seen, desired: sum, ordering: .relaxed)
            if result.exchanged { return }
            seen = result.original
        }
    }
}
