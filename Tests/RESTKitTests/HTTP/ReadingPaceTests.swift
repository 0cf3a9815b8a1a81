import NIOCore
import Testing

@testable import RESTKit

@Suite("The pace of readers")
final class ReadingPaceTests {
    private static let start = NIODeadline.uptimeNanoseconds(5_000_000_000)
    /// 100,000 bytes a second are its part.
    private static let page = 1_500_000
    private let memory = MemoryBound(most: 2_000_000)
    private var share: MemoryShare
    private var pace: ReadingPace

    init() {
        share = MemoryShare(of: memory)
        pace = ReadingPace(in: memory, allWithin: .seconds(15))
        share.set(to: Self.page)
        pace.add(Self.page)
    }

    /// At so many milliseconds from the start.
    private func isTooSlow(for kept: Int = page, at milliseconds: Int64) -> Bool {
        pace.isTooSlow(for: kept, at: Self.start + .milliseconds(milliseconds))
    }

    @Test("Who takes nothing has three seconds")
    func nothing() {
        for second in 0...3 { #expect(!isTooSlow(at: Int64(1_000 * second))) }
        #expect(isTooSlow(at: 3_250))
    }

    @Test("Each second its part of what is kept has to go, in whatever lumps")
    func parts() {
        for second in 0..<15 {
            #expect(!isTooSlow(at: Int64(1_000 * second)))
            if second % 3 == 2 { pace.sent(300_000) }
        }
        #expect(!isTooSlow(at: 15_000))
    }

    @Test("Who takes a little less falls behind in the end")
    func little() {
        let slow = (0..<15).first { second in
            pace.sent(50_000)
            return isTooSlow(at: Int64(1_000 * second))
        }
        #expect(slow == 7)
    }

    @Test("To have been quick pays for nothing that comes later")
    func credit() {
        #expect(!isTooSlow(at: 0))
        pace.sent(1_000_000)
        for second in 1...4 { #expect(!isTooSlow(at: Int64(1_000 * second))) }
        #expect(isTooSlow(at: 4_250))
    }

    @Test("A pause of the server's own counts for a second, and what an answer owed is not the next one's debt")
    func pauses() {
        #expect(!isTooSlow(at: 0))
        #expect(!isTooSlow(at: 60_000))
        for second in 61...62 { #expect(!isTooSlow(at: Int64(1_000 * second))) }
        pace.sent(1_400_000)
        pace.add(100_000)
        #expect(!isTooSlow(for: 100_000, at: 62_250))
        pace.sent(100_000)
        #expect(!isTooSlow(for: 100_000, at: 62_500))
    }

    @Test("Nobody is too slow where half of the memory is free, nor for what is small, nor when nothing waits")
    func plenty() {
        #expect(!isTooSlow(at: 0))
        share.set(to: 1_000_000)
        #expect(!memory.isShort)
        for second in 1...9 { #expect(!isTooSlow(at: Int64(1_000 * second))) }
        share.set(to: 1_100_000)
        #expect(memory.isShort)
        for second in 10...12 { #expect(!isTooSlow(at: Int64(1_000 * second))) }
        #expect(isTooSlow(at: 12_250))
        #expect(!isTooSlow(for: MemoryBound.uncounted, at: 20_000))
        pace.left(0)
        #expect(!isTooSlow(at: 30_000))
        pace.left(1)
        #expect(!isTooSlow(at: 30_250))
    }

    @Test("What has just come is not owed yet, nor anything of a time when nobody waited")
    func newcomers() {
        #expect(!isTooSlow(for: 150_000, at: 0))
        #expect(!isTooSlow(at: 20_000))
        pace.rest()
        for second in 90...93 { #expect(!isTooSlow(at: Int64(1_000 * second))) }
        #expect(isTooSlow(at: 93_250))
    }
}
