import Synchronization
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

    @Test("After an hour they are asked for again, and what was being written then too")
    func lifetime() {
        let time = Mutex(ContinuousClock.now)
        let words = KnownWords { time.withLock { $0 } }
        words.learn(words.unknown(among: ["oak"]))
        time.withLock { $0 += .seconds(3599) }
        #expect(words.unknown(among: ["oak"]).words == [])
        let onItsWay = words.unknown(among: ["elm"])
        time.withLock { $0 += .seconds(1) }
        #expect(words.unknown(among: ["oak"]).words == ["oak"])
        words.learn(onItsWay)
        #expect(words.unknown(among: ["elm"]).words == ["elm"])
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
