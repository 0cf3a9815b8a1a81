import Testing

@testable import Catalogue

@Suite("Known words")
struct KnownWordsTests {
    @Test("What was learnt is known")
    func known() {
        let words = KnownWords()
        #expect(words.unknown(among: ["oak", "elm"]).words == ["oak", "elm"])
        words.learn(words.unknown(among: ["oak"]))
        #expect(words.unknown(among: ["oak", "elm"]).words == ["elm"])
    }

    @Test("Of more than fit those stay that are asked for, and the others go")
    func bounded() {
        let words = KnownWords(most: 10)
        words.learn(words.unknown(among: ["oak", "elm"]))
        for number in 0..<30 {
            words.learn(words.unknown(among: ["\(number)"]))
            #expect(words.unknown(among: ["oak"]).words == [])
        }
        #expect(words.unknown(among: ["elm"]).words == ["elm"])
        #expect((0..<30).count { words.unknown(among: ["\($0)"]).words == [] } < 20)
    }

    @Test("Only what is worth it is learnt")
    func worth() {
        let words = KnownWords()
        words.learn(words.unknown(among: ["oak", "x1"])) { $0 != "x1" }
        #expect(words.unknown(among: ["oak", "x1"]).words == ["x1"])
    }

    @Test("What was being written when everything was forgotten is not learnt: it may be lost")
    func forgotten() {
        let words = KnownWords()
        words.learn(words.unknown(among: ["oak"]))
        let onItsWay = words.unknown(among: ["elm"])
        words.forgetAll()
        words.learn(onItsWay)
        #expect(words.unknown(among: ["oak", "elm"]).words == ["oak", "elm"])
        words.learn(words.unknown(among: ["elm"]))
        #expect(words.unknown(among: ["elm"]).words == [])
    }
}
