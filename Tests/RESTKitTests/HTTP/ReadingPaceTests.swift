import NIOCore
import Testing

@testable import RESTKit

@Suite("The pace of readers")
final class ReadingPaceTests {
    private static let start = NIODeadline.uptimeNanoseconds(5_000_000_000)
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

    @Test("Each second its part of what is kept has to go")
    func parts() {
        #expect(!isTooSlow(at: 0))
        pace.sent(100_000)
        #expect(!isTooSlow(at: 1_000))
        #expect(!isTooSlow(at: 1_999))
        pace.sent(99_999)
        #expect(isTooSlow(at: 2_000))
        pace.sent(100_000)
        #expect(!isTooSlow(at: 3_100))
        #expect(isTooSlow(at: 4_100))
    }

    @Test("Nobody is too slow where half of the memory is free, nor for what is small, nor when nothing waits")
    func plenty() {
        #expect(!isTooSlow(at: 0))
        share.set(to: 1_000_000)
        #expect(!memory.isShort)
        #expect(!isTooSlow(at: 1_000))
        share.set(to: 1_100_000)
        #expect(memory.isShort)
        #expect(isTooSlow(at: 2_000))
        #expect(!isTooSlow(for: MemoryBound.uncounted, at: 3_000))
        pace.left(0)
        #expect(!isTooSlow(at: 4_000))
        #expect(!isTooSlow(at: 9_000))
    }

    @Test("What has come just now has a second, whoever was slow before it")
    func newcomers() {
        #expect(!isTooSlow(for: 150_000, at: 0))
        pace.sent(10_000)
        #expect(!isTooSlow(at: 1_000))
        #expect(isTooSlow(at: 2_000))
        pace.rest()
        #expect(!isTooSlow(at: 3_000))
        #expect(!isTooSlow(at: 3_999))
        #expect(isTooSlow(at: 4_000))
    }
}
