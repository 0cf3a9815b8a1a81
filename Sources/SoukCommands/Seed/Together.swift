import SQLEngines

extension Array where Element: Sendable {
    /// What `body` makes of each element, in their order. All are begun, in order, before the first is waited for:
    /// writes that wait together become durable together, and their rows get their ids in order. What the database has
    /// no time for is asked again.
    func together<Output: Sendable>(
        _ body: @escaping @Sendable (Element) async throws -> Output
    ) async throws -> [Output] {
        try await withThrowingTaskGroup(of: (Int, Output).self) { group in
            for (place, element) in enumerated() {
                group.addImmediateTask { (place, try await patiently { try await body(element) }) }
            }
            var outputs = [Output?](repeating: nil, count: count)
            for try await (place, output) in group { outputs[place] = output }
            return outputs.compactMap { $0 }
        }
    }

    /// Pieces of at most `size` elements, in order.
    func pieces(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
