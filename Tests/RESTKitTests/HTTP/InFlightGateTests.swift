import NIOConcurrencyHelpers
import NIOEmbedded
import Testing

@testable import RESTKit

@Suite("Places for requests in flight")
struct InFlightGateTests {
    private let loop = EmbeddedEventLoop()
    private let admitted = NIOLockedValueBox<[String]>([])

    @Test("Whoever changes something leaves an eighth of the places, and of the line, to who only reads")
    func shares() {
        let gate = InFlightGate(places: 16, queue: 8)
        #expect((0..<20).filter { _ in gate.enter(isSafe: false) }.count == 14)
        #expect((0..<20).filter { _ in gate.enter(isSafe: true) }.count == 2)
        #expect((0..<20).filter { _ in wait("change", gate, isSafe: false) != nil }.count == 7)
        #expect((0..<20).filter { _ in wait("read", gate, isSafe: true) != nil }.count == 1)
        #expect(gate.inside == 16 && gate.waiting == 8)
    }

    @Test("Who only reads may have all, and few places are for anybody")
    func all() {
        let gate = InFlightGate(places: 16, queue: 0)
        #expect((0..<20).filter { _ in gate.enter(isSafe: true) }.count == 16)
        let small = InFlightGate(places: 7, queue: 7)
        #expect((0..<20).filter { _ in small.enter(isSafe: false) }.count == 7)
        #expect((0..<20).filter { _ in wait("change", small, isSafe: false) != nil }.count == 7)
    }

    @Test("Who reads passes those who may not go in yet, and all others are let in as they came")
    func order() {
        let gate = InFlightGate(places: 8, queue: 8)
        for _ in 0..<7 { #expect(gate.enter(isSafe: false)) }
        #expect(gate.enter(isSafe: true))
        for name in ["c1", "r1", "c2", "r2"] {
            #expect(wait(name, gate, isSafe: name.hasPrefix("r"), in: name.hasSuffix("1") ? .early : .ordinary) != nil)
        }
        for isSafe in [true, false, false, true] { leave(gate, isSafe: isSafe) }
        #expect(admitted.withLockedValue { $0 } == ["r1", "c1", "c2", "r2"])
        #expect(gate.inside == 8 && gate.waiting == 0)
    }

    /// Everybody comes, waits, gives up and leaves by chance.
    @Test("Nobody waits who might have a place, and nobody has one too many", arguments: 0..<20)
    func chance(_ seed: UInt64) throws {
        var chance = SplitMix(state: seed)
        let gate = InFlightGate(places: 16, queue: 8)
        var inside = [true: 0, false: 0]
        var waiting: [(name: String, isSafe: Bool, ticket: InFlightGate.Ticket)] = []
        for number in 0..<2_000 {
            let isSafe = Bool.random(using: &chance)
            switch Int.random(in: 0..<5, using: &chance) {
            case 0, 1:
                if gate.enter(isSafe: isSafe) {
                    inside[isSafe, default: 0] += 1
                } else {
                    let line: InFlightGate.Line = Bool.random(using: &chance) ? .ordinary : .early
                    let name = "\(number)"
                    if let ticket = wait(name, gate, isSafe: isSafe, in: line) {
                        waiting.append((name, isSafe, ticket))
                    }
                }
            case 2 where !waiting.isEmpty:
                gate.giveUp(waiting.remove(at: Int.random(in: waiting.indices, using: &chance)).ticket)
            default:
                guard inside[isSafe, default: 0] > 0 else { continue }
                inside[isSafe, default: 0] -= 1
                let longest = waiting.first { $0.isSafe || inside[false, default: 0] < 14 }
                leave(gate, isSafe: isSafe)
                #expect(admitted.withLockedValue { $0.last } == longest?.name)
                waiting.removeAll { $0.name == longest?.name }
                if let longest { inside[longest.isSafe, default: 0] += 1 }
                admitted.withLockedValue { $0 = [] }
            }
            let (reads, changes) = (inside[true, default: 0], inside[false, default: 0])
            #expect(reads + changes <= 16 && changes <= 14)
            #expect(gate.inside == reads + changes && gate.waiting == waiting.count)
            #expect(reads + changes == 16 || !waiting.contains { $0.isSafe || changes < 14 })
        }
    }

    private func wait(
        _ name: String, _ gate: InFlightGate, isSafe: Bool, in line: InFlightGate.Line = .ordinary
    ) -> InFlightGate.Ticket? {
        gate.wait(in: line, isSafe: isSafe, on: loop) { [admitted] in admitted.withLockedValue { $0.append(name) } }
    }

    private func leave(_ gate: InFlightGate, isSafe: Bool) {
        gate.leave(isSafe: isSafe)
        loop.run()
    }
}
