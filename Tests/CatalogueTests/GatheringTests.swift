import Synchronization
import Testing

@testable import Catalogue

@Suite("Work that is done together")
struct GatheringTests {
    /// Work that notes its groups, and waits at a gate while it is the first.
    private final class Work: Sendable {
        let groups = Mutex<[[Int]]>([])
        let isDone = Flag()

        func run(_ group: [Int]) async -> [String] {
            let isFirst = groups.withLock { groups in
                groups.append(group)
                return groups.count == 1
            }
            if isFirst { try? await eventually { isDone.isSet } }
            return group.map { "answer \($0)" }
        }
    }

    @Test("Who comes while a group is worked on goes into the next, at most so many, in the order they came")
    func groups() async throws {
        let (gathering, work) = (Gathering<Int, String>(most: 3), Work())
        try await withThrowingTaskGroup(of: (Int, String).self) { tasks in
            for number in 0..<8 {
                tasks.addTask { (number, await gathering.answer(to: number, work.run)) }
                // The first is at work, and the others wait, before the next one comes.
                try await eventually {
                    number == 0 ? work.groups.withLock { !$0.isEmpty } : gathering.waiting == number
                }
            }
            work.isDone.set()
            for try await (number, answer) in tasks { #expect(answer == "answer \(number)") }
        }
        #expect(work.groups.withLock { $0 } == [[0], [1, 2, 3], [4, 5, 6], [7]])
        #expect(await gathering.answer(to: 9, work.run) == "answer 9")
    }

    private final class Largest: Sendable {
        private let number = Mutex(0)

        var value: Int { number.withLock { $0 } }

        func note(_ count: Int) { number.withLock { $0 = max($0, count) } }
    }

    @Test("Everybody gets an answer of their own, however they meet")
    func crowd() async {
        let gathering = Gathering<Int, Int>(most: 16)
        let largest = Largest()
        await withTaskGroup(of: Bool.self) { tasks in
            for number in 0..<2000 {
                tasks.addTask {
                    await gathering.answer(to: number) { group in
                        largest.note(group.count)
                        await Task.yield()
                        return group.map { -$0 }
                    } == -number
                }
            }
            for await isRight in tasks { #expect(isRight) }
        }
        #expect((2...16).contains(largest.value))
        #expect(gathering.waiting == 0)
    }
}
