import Testing

@testable import Catalogue

@Suite("The words of an item")
struct ItemWordsTests {
    @Test("A word of the description that the name has is kept once, as the name's")
    func places() {
        let words = ItemWords(name: "Oak chair", description: "A chair of oak, oiled", storeID: Store.ID(12))
        #expect(words.terms == ["noak", "nchair", "da", "dof", "doiled", "s12"])
        #expect(words.text == " noak nchair da dof doiled s12 ")
    }

    @Test("A vocabulary learns words of four letters and more, not the store; one that begins with a mark keeps it")
    func vocabulary() {
        // After "n" the mark makes one character with it; they are two terms' parts all the same.
        #expect(ItemWords.known(in: " n\u{301}abc nchair noak doiled s12345 ") == ["\u{301}abc", "chair", "oiled"])
    }
}
