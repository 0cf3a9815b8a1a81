import Synchronization
import Testing

@testable import Catalogue

@Suite("What is kept and made anew")
struct KeptTests {
    @Test("The first who asks gets nothing yet, then the same for everybody until it is old")
    func lifetime() async throws {
        let time = HandClock()
        let made = Mutex(0)
        let kept = Kept(for: .seconds(60), clock: time.wall) { _ in
            made.withLock {
                $0 += 1; return $0
            }
        }
        #expect(kept.latest() == nil)
        await kept.settled()
        time.advance(.seconds(59))
        #expect(kept.latest() == 1)
        time.advance(.seconds(1))
        #expect(kept.latest() == 1)
        await kept.settled()
        #expect(kept.latest() == 2)
        time.advance(.seconds(-30))
        _ = kept.latest()
        await kept.settled()
        #expect(kept.latest() == 3)
    }

    @Test("However many ask, one is made at a time")
    func oneAtATime() async throws {
        let started = AsyncStream<Void>.makeStream()
        let made = Mutex(0)
        let (held, release) = AsyncStream<Void>.makeStream()
        let kept = Kept(for: .seconds(60), clock: HandClock().wall) { _ in
            made.withLock { $0 += 1 }
            started.continuation.yield()
            for await _ in held { break }
            return true
        }
        for _ in 0..<100 { #expect(kept.latest() == nil) }
        _ = await started.stream.first { _ in true }
        for _ in 0..<100 { #expect(kept.latest() == nil) }
        release.yield()
        await kept.settled()
        #expect(kept.latest() == true && made.withLock { $0 } == 1)
    }

    @Test("After a failure the last value stays, and the next who asks begins anew")
    func failure() async throws {
        struct Failed: Error {}
        let time = HandClock()
        let made = Mutex(0)
        let kept = Kept(for: .seconds(60), clock: time.wall) { _ in
            let number = made.withLock {
                $0 += 1; return $0
            }
            if number.isMultiple(of: 2) { throw Failed() }
            return number
        }
        _ = kept.latest()
        await kept.settled()
        time.advance(.seconds(60))
        for expected in [1, 1, 3] {
            #expect(kept.latest() == expected)
            await kept.settled()
        }
    }
}
