/// Buckets for durations from a microsecond to some two minutes, each an eighth of its octave wide: what is read from
/// them is at most a sixteenth off.
enum DurationScale {
    /// How many buckets there are. The last one also holds everything that took longer.
    static let count = 25 * 8

    /// The bucket of a duration in microseconds. Below 8 each microsecond has its own.
    static func bucket(of microseconds: Int64) -> Int {
        if microseconds < 8 { return Int(max(0, microseconds)) }
        let octave = Int64.bitWidth - 1 - microseconds.leadingZeroBitCount - 3
        let eighth = Int(microseconds >> Int64(octave)) & 7
        return min((octave + 1) * 8 + eighth, count - 1)
    }

    /// What is said of a duration in this bucket: its middle.
    static func duration(of bucket: Int) -> Duration {
        if bucket < 8 { return .microseconds(bucket) }
        let octave = bucket / 8 - 1
        let start = Int64(8 + bucket % 8) << Int64(octave)
        return .microseconds(start + (Int64(1) << Int64(octave)) / 2)
    }

    /// The duration that `share` (0…1) of all in these buckets did not exceed; nil when there are none.
    static func percentile(_ share: Double, of counts: some Collection<UInt32>) -> Duration? {
        let total = counts.reduce(into: UInt64(0)) { $0 += UInt64($1) }
        guard total > 0 else { return nil }
        let rank = max(1, UInt64((Double(total) * share).rounded(.up)))
        var passed: UInt64 = 0
        for (bucket, count) in counts.enumerated() {
            passed += UInt64(count)
            if passed >= rank { return duration(of: bucket) }
        }
        return nil
    }
}

extension Duration {
    /// Whole microseconds, rounded down.
    var wholeMicroseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}
