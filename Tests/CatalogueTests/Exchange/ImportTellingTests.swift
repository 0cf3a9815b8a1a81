import Testing

@testable import Catalogue

@Suite("Telling how far an import has come")
struct ImportTellingTests {
    @Test("When the work has ended, well or not, nobody is telling any more", arguments: [true, false])
    func ended(_ isWell: Bool) async throws {
        let (isTelling, workIsOver, hasTold) = (Flag(), Flag(), Flag())
        let outcome: Result<Int, any Error>
        do {
            outcome = .success(
                try await told { steps in
                    for await step in steps where step == (1, 2) {
                        isTelling.set()
                        try? await eventually { workIsOver.isSet }
                        for _ in 0..<1_000 { await Task.yield() }
                        hasTold.set()
                    }
                } _: { step in
                    step(1, 2)
                    try await eventually { isTelling.isSet }
                    workIsOver.set()
                    if !isWell { throw Broken() }
                    return 7
                })
        } catch {
            outcome = .failure(error)
        }
        #expect(hasTold.isSet)
        if isWell { #expect(try outcome.get() == 7) } else { #expect(throws: Broken.self) { try outcome.get() } }
    }

    private struct Broken: Error {}
}
