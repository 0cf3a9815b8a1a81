import Catalogue
import Testing

@testable import SoukServer

@Suite("The last hour")
struct LastHourTests {
    @Test("Every minute has its own figures, and the hour has all of them")
    func minutes() throws {
        let clock = TestClock()
        let hour = LastHour(clock: clock.wallClock)
        for status in [200, 201, 304, 404, 409, 503] { hour.count(Exchanges.make(status), at: clock.now) }
        clock.move(by: .seconds(59 * 60))
        hour.count(Exchanges.make(500, took: .seconds(1)), at: clock.now)
        let report = hour.report()
        #expect(report.minutes.count == 60 && report.minutes.first?.start == TestClock.beginning)
        #expect(report.minutes.last?.start == TestClock.beginning + .seconds(59 * 60))
        let (first, last) = (try #require(report.minutes.first?.figures), try #require(report.minutes.last?.figures))
        #expect([first.requests, first.clientErrors, first.serverErrors] == [6, 2, 1])
        #expect([last.requests, last.clientErrors, last.serverErrors] == [1, 0, 1])
        #expect([report.total.requests, report.total.clientErrors, report.total.serverErrors] == [7, 2, 2])
        #expect(report.minutes[1...58].allSatisfy { $0.figures.requests == 0 && $0.figures.p99 == nil })
    }

    @Test("What is older than an hour is gone, and so is what a clock set back has left ahead")
    func forgetting() {
        let clock = TestClock()
        let hour = LastHour(clock: clock.wallClock)
        hour.count(Exchanges.make(), at: clock.now)
        clock.move(by: .seconds(3600))
        #expect(hour.report().total.requests == 0)
        hour.count(Exchanges.make(), at: clock.now)
        #expect(hour.report().total.requests == 1)
        clock.move(by: .seconds(-7200))
        #expect(hour.report().total.requests == 0)
        hour.count(Exchanges.make(), at: clock.now)
        #expect(hour.report().total.requests == 1 && hour.report().minutes.last?.figures.requests == 1)
    }

    @Test("Half of the requests took no longer than the median, 99 of 100 no longer than p99")
    func percentiles() throws {
        let clock = TestClock()
        let hour = LastHour(clock: clock.wallClock)
        for number in 1...1000 { hour.count(Exchanges.make(took: .milliseconds(number)), at: clock.now) }
        let total = hour.report().total
        let (median, p99) = (try #require(total.median), try #require(total.p99))
        #expect(abs(median / .milliseconds(500) - 1) < 1 / 16.0, "\(median)")
        #expect(abs(p99 / .milliseconds(990) - 1) < 1 / 16.0, "\(p99)")
        #expect(hour.report().minutes.last?.figures.p99 == p99)
    }

    @Test("A bucket's duration is at most a sixteenth off, from a microsecond to two minutes")
    func scale() {
        var last = -1
        for microseconds in [0, 1, 2, 7, 8, 9, 15, 16, 17, 100, 999, 12_345, 1_000_000, 60_000_000, 120_000_000]
            as [Int64]
        {
            let bucket = DurationScale.bucket(of: microseconds)
            #expect(bucket >= last && bucket < DurationScale.count)
            last = bucket
            let error = abs(DurationScale.duration(of: bucket).wholeMicroseconds - microseconds)
            #expect(error * 16 <= max(microseconds, 1), "\(microseconds)")
        }
        for bucket in 0..<DurationScale.count {
            #expect(DurationScale.bucket(of: DurationScale.duration(of: bucket).wholeMicroseconds) == bucket)
        }
        #expect(DurationScale.bucket(of: .max) == DurationScale.count - 1 && DurationScale.bucket(of: -5) == 0)
    }
}
