import Testing

@testable import RESTKit

@Suite("A line of those who wait")
struct WaitingLineTests {
    @Test("Whoever has waited longest is next, without those who have left")
    func order() {
        var line = WaitingLine<String>()
        let numbers = ["a", "b", "c", "d"].map { line.join($0) }
        line.leave(numbers[1])
        line.leave(numbers[0])
        #expect(line.count == 2 && line.next() == "c")
        line.leave(numbers[2])
        #expect(line.count == 1 && line.next() == "d")
        #expect(line.count == 0 && line.next() == nil)
        line.leave(numbers[3])
        _ = line.join("e")
        #expect(line.count == 1 && line.next() == "e")
    }

    @Test("It does what a plain list does, whoever comes, leaves and is served")
    func model() {
        var randomness = SystemRandomNumberGenerator()
        var line = WaitingLine<Int>()
        var list: [(number: Int, waiter: Int)] = []
        for step in 0..<5_000 {
            switch Int.random(in: 0..<5, using: &randomness) {
            case 0, 1: list.append((line.join(step), step))
            case 2:
                #expect(line.next() == list.first?.waiter)
                if !list.isEmpty { list.removeFirst() }
            default:
                guard let index = list.indices.randomElement(using: &randomness) else { continue }
                line.leave(list.remove(at: index).number)
            }
            #expect(line.count == list.count)
        }
    }
}
