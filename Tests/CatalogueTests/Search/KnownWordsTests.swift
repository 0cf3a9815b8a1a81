import Testing

@testable import Catalogue

@Suite("Known words")
struct KnownWordsTests {
    @Test("What was learnt is known")
    func known() {
        let words = KnownWords()
        #expect(words.unknown(among: ["oak", "elm"]) == ["oak", "elm"])
        words.learn(["oak"])
        #expect(words.unknown(among: ["oak", "elm"]) == ["elm"])
    }

    @Test("Of more than fit those stay that are asked for, and the others go")
    func bounded() {
        let words = KnownWords(most: 10)
        words.learn(["oak", "elm"])
        for number in 0..<30 {
            words.learn(["\(number)"])
            #expect(words.unknown(among: ["oak"]) == [])
        }
        #expect(words.unknown(among: ["elm"]) == ["elm"])
        #expect((0..<30).count { words.unknown(among: ["\($0)"]) == [] } < 20)
    }
}
