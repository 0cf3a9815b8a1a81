import Catalogue
import NIOHTTP1
import RESTKit
import Synchronization

/// How many requests there were in each of the last sixty minutes, how many failed, and how long they took. Of this
/// process; takes the same 50 KB whatever comes.
final class LastHour: Sendable {
    /// What happened in one minute or in several.
    struct Figures: Sendable, Equatable {
        let requests: Int
        /// Answers of 4xx.
        let clientErrors: Int
        /// Answers of 5xx.
        let serverErrors: Int
        /// Half of the requests took no longer; nil when there were none.
        let median: Duration?
        /// 99 of 100 took no longer; nil when there were none.
        let p99: Duration?
    }

    struct Minute: Sendable, Equatable {
        let start: Timestamp
        let figures: Figures
    }

    struct Report: Sendable, Equatable {
        /// Sixty, oldest first; the last is the minute that is still going on.
        let minutes: [Minute]
        let total: Figures
    }

    static let minutes = 60

    private let clock: WallClock
    private let hour = Mutex(HourOfMinutes())

    init(clock: WallClock) {
        self.clock = clock
    }

    /// Counts an answer that had left at `now`.
    func count(_ exchange: Exchange, at now: Timestamp) {
        let bucket = DurationScale.bucket(of: exchange.duration.wholeMicroseconds)
        let hundred = exchange.response.status.code / 100
        hour.withLock { $0.count(hundred, bucket, in: now.minute) }
    }

    func report() -> Report {
        let now = clock.now().minute
        let hour = hour.withLock { $0 }
        let minutes = (now - Int64(Self.minutes) + 1...now).map { minute in
            Minute(
                start: Timestamp(microseconds: minute * Timestamp.minute),
                figures: Figures(hour.tallies(of: minute...minute)))
        }
        return Report(minutes: minutes, total: Figures(hour.tallies(of: now - Int64(Self.minutes) + 1...now)))
    }
}

/// Sixty places, one for each minute of an hour; a minute takes the place of the one an hour before it.
private struct HourOfMinutes: Sendable {
    struct Tally: Sendable {
        var minute: Int64 = .min
        var requests = 0
        var clientErrors = 0
        var serverErrors = 0
    }

    private var tallies = [Tally](repeating: Tally(), count: LastHour.minutes)
    /// The durations of all minutes, one minute's ``DurationScale`` after another's.
    private var durations = [UInt32](repeating: 0, count: LastHour.minutes * DurationScale.count)

    mutating func count(_ hundred: UInt, _ bucket: Int, in minute: Int64) {
        let place = Self.place(of: minute)
        if tallies[place].minute != minute { clear(place, for: minute) }
        tallies[place].requests += 1
        if hundred == 4 { tallies[place].clientErrors += 1 }
        if hundred == 5 { tallies[place].serverErrors += 1 }
        durations[place * DurationScale.count + bucket] &+= 1
    }

    /// What was counted in these minutes, with its durations.
    func tallies(of minutes: ClosedRange<Int64>) -> [(tally: Tally, durations: ArraySlice<UInt32>)] {
        minutes.compactMap { minute in
            let place = Self.place(of: minute)
            guard tallies[place].minute == minute else { return nil }
            let start = place * DurationScale.count
            return (tallies[place], durations[start..<start + DurationScale.count])
        }
    }

    private mutating func clear(_ place: Int, for minute: Int64) {
        tallies[place] = Tally(minute: minute)
        let start = place * DurationScale.count
        for index in start..<start + DurationScale.count { durations[index] = 0 }
    }

    /// The time of day may lie before 1970 on a machine that does not know it.
    private static func place(of minute: Int64) -> Int {
        let length = Int64(LastHour.minutes)
        return Int((minute % length + length) % length)
    }
}

extension LastHour.Figures {
    fileprivate init(_ parts: [(tally: HourOfMinutes.Tally, durations: ArraySlice<UInt32>)]) {
        var durations = [UInt32](repeating: 0, count: DurationScale.count)
        for part in parts {
            for (bucket, count) in part.durations.enumerated() { durations[bucket] &+= count }
        }
        self.init(
            requests: parts.reduce(0) { $0 + $1.tally.requests },
            clientErrors: parts.reduce(0) { $0 + $1.tally.clientErrors },
            serverErrors: parts.reduce(0) { $0 + $1.tally.serverErrors },
            median: DurationScale.percentile(0.5, of: durations), p99: DurationScale.percentile(0.99, of: durations))
    }
}

extension Timestamp {
    fileprivate static let minute: Int64 = 60_000_000

    /// Whole minutes since 1970, rounded down.
    fileprivate var minute: Int64 {
        let (minutes, rest) = microseconds.quotientAndRemainder(dividingBy: Self.minute)
        return rest < 0 ? minutes - 1 : minutes
    }
}
