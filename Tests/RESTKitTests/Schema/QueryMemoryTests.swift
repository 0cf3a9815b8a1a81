import Synchronization
import Testing

@testable import RESTKit

@Suite("What queries meant before")
struct QueryMemoryTests {
    private struct Refused: Error {}

    /// Counts how often texts are really read.
    private final class Reader: Sendable {
        private let count = Mutex(0)
        var reads: Int { count.withLock { $0 } }

        func read(_ text: Substring) throws -> String {
            count.withLock { $0 += 1 }
            if text == "bad" { throw Refused() }
            return "meaning of \(text)"
        }
    }

    @Test("A text that is known is not read again, and others are not taken for it")
    func known() throws {
        let (memory, reader) = (QueryMemory<String>(), Reader())
        for text in ["limit=1", "limit=2", "limit=1", "limit=2", ""] as [Substring] {
            #expect(try memory.value(of: text, read: reader.read) == "meaning of \(text)")
        }
        #expect(reader.reads == 3)
    }

    @Test(
        "What is refused, long or not ASCII is read every time",
        arguments: [
            "bad", Substring(repeating: "x", count: 257), "q=\u{E9}", "q=e\u{301}",
        ])
    func unknown(_ text: Substring) {
        let (memory, reader) = (QueryMemory<String>(), Reader())
        for _ in 1...3 { _ = try? memory.value(of: text, read: reader.read) }
        #expect(reader.reads == 3)
    }

    @Test("A walk through many pages fills no memory: at most 64 are known")
    func bounded() throws {
        let (memory, reader) = (QueryMemory<String>(), Reader())
        for number in 0..<1000 { _ = try memory.value(of: "after=\(number)", read: reader.read) }
        for number in 0..<1000 { _ = try memory.value(of: "after=\(number)", read: reader.read) }
        #expect(reader.reads > 2000 - 64)
    }
}
