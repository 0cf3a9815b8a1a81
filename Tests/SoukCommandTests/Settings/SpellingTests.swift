import Testing

@testable import SoukCommands

@Suite("Spelling")
struct SpellingTests {
    @Test("The nearest known word is suggested, and none when all are far")
    func suggestion() {
        #expect(Spelling.suggestion(for: "prt", among: ["port", "host"]) == " (did you mean port?)")
        #expect(Spelling.suggestion(for: "zebra", among: ["port", "host"]) == "")
    }
}
