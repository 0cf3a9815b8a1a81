import Testing

@testable import Catalogue

@Suite("Names and descriptions")
struct NameTests {
    @Test("White space at the ends goes, composed form comes")
    func cleaned() throws {
        #expect(try Name("  my\u{A0}item \u{2003}\u{3000}").text == "my\u{A0}item")
        #expect(Array(try Name("e\u{301}").text.unicodeScalars) == ["\u{E9}"])
        #expect(Array(try Name("\u{212B}").text.unicodeScalars) == ["\u{C5}"])
        #expect(try Name("\u{1112}\u{1161}\u{11AB}").text.unicodeScalars.count == 1)
    }

    @Test("Characters are scalars of the composed form: 80 are a name, 81 are not")
    func length() throws {
        for unit in ["x", "e\u{301}", "\u{1F600}", "\u{1112}\u{1161}\u{11AB}", "\u{1D160}"] {
            let scalars = unit.composed.unicodeScalars.count
            #expect(try Name(String(repeating: unit, count: 80 / scalars)).text.unicodeScalars.count <= 80)
            let error = #expect(throws: ValueError.self) { try Name(String(repeating: unit, count: 81)) }
            #expect(error?.code == "max_length")
        }
        #expect(throws: ValueError("min_length", "must not be blank")) { try Name(" \u{2003}\t\n ") }
        #expect(throws: ValueError.self) { try Name("") }
    }

    @Test(
        "A name is one line without control characters",
        arguments: ["a\nb", "a\tb", "a\rb", "a\u{0}b", "a\u{7F}b", "a\u{85}b", "a\u{9F}b", "a\u{2028}b", "a\u{2029}b"])
    func oneLine(_ raw: String) {
        let error = #expect(throws: ValueError.self) { try Name(raw) }
        #expect(error?.code == "characters")
    }

    @Test("A description may hold lines and tabs, and every line end is a line feed")
    func lines() throws {
        #expect(try Description("a\r\nb\rc\n\td\r\n\r\ne")?.text == "a\nb\nc\n\td\n\ne")
        #expect(try Description(" \r\n ") == nil)
        #expect(try Description(String(repeating: "x", count: 2000))?.text.count == 2000)
        for raw in [String(repeating: "x", count: 2001), "a\u{0}", "a\u{B}b", "a\u{1B}b", "\u{85}a\u{85}b"] {
            #expect(throws: ValueError.self) { try Description(raw) }
        }
    }

    @Test("A text that would be slow to compose is refused at once")
    func hostile() {
        let marks = String(repeating: "\u{301}\u{316}", count: 60_000)
        let elapsed = ContinuousClock().measure {
            #expect(throws: ValueError.self) { try Name("a" + marks) }
            #expect(throws: ValueError.self) { try Description("a" + String(repeating: "\u{301}\u{316}", count: 900)) }
            #expect(throws: ValueError.self) { try Description(String(repeating: "é", count: 1 << 20)) }
        }
        #expect(elapsed < .milliseconds(500))
    }
}

@Suite("Keys without regard to case")
struct CaseFoldingTests {
    @Test(
        "Texts that differ only by case have one key",
        arguments: [
            ("OAK", "oak"), ("ÉMILE", "émile"), ("E\u{301}mile", "émile"), ("ΣΊΣΥΦΟΣ", "σίσυφος"), ("ſt", "ST"),
            ("\u{212A}", "k"), ("\u{B5}", "\u{3BC}"), ("ẞ", "ß"), ("Ω", "\u{2126}"), ("ЖУК", "жук"), ("Ǆ", "ǅ"),
            ("\u{1E9B}", "Ṡ"), ("ᾈ", "ᾀ"), ("Ａ", "ａ"), ("\u{10400}", "\u{10428}"), ("Ꭰ", "ꭰ"), ("ა", "Ა"),
        ])
    func same(_ left: String, _ right: String) throws {
        #expect(try Name(left).key == Name(right).key)
        #expect(try Name(left).key.unicodeScalars.elementsEqual(Name(right).key.unicodeScalars))
    }

    @Test("Other letters keep other keys", arguments: [("ı", "i"), ("İ", "i"), ("ß", "ss"), ("é", "e"), ("ﬁ", "fi")])
    func other(_ left: String, _ right: String) throws {
        #expect(try Name(left).key != Name(right).key)
    }

    @Test("A key is its own key, and in composed form, for every scalar there is")
    func stable() {
        for value in UInt32(0x80)...0x1FFFF {
            guard let scalar = Unicode.Scalar(value), scalar.properties.generalCategory != .unassigned else { continue }
            let key = String(scalar).caseFolded
            #expect(key.caseFolded == key && key.composed == key, "U+\(String(value, radix: 16))")
        }
    }
}

@Suite("Words of a text")
struct SearchWordsTests {
    @Test(
        "Words are runs of letters and digits without case and accents",
        arguments: [
            ("Oak-Table, 2nd ed.", ["oak", "table", "2nd", "ed"]), ("Crème BRÛLÉE", ["creme", "brulee"]),
            ("e\u{301}te\u{301}", ["ete"]), ("Straße", ["strasse"]), ("Łódź Ærø", ["lodz", "aero"]),
            ("don't", ["don", "t"]), ("ＡＢＣ１", ["abc1"]), ("oak OAK Oák", ["oak"]), ("ΣΊΣΥΦΟΣ", ["σισυφοσ"]),
            ("%_\"*()", []), ("", []), ("東京 タワー", ["東京", "タワー"]), ("a_b", ["a", "b"]),
            ("שָׁלוֹם", ["שלום"]), ("ISTANBUL İstanbul ı", ["istanbul", "i"]), ("١٢٣", ["١٢٣"]),
        ])
    func words(_ text: String, _ words: [String]) {
        #expect(SearchWords.of(text) == words)
    }

    @Test("Marks that make another letter stay")
    func marks() {
        #expect(SearchWords.of("か") != SearchWords.of("が"))
        #expect(SearchWords.of("กา") != SearchWords.of("กู"))
    }

    @Test("A word is cut at 64 characters")
    func cut() {
        #expect(SearchWords.of(String(repeating: "x", count: 500)) == [String(repeating: "x", count: 64)])
    }

    @Test("One edit is one letter more, less, other, or two neighbours swapped")
    func edits() {
        for word in ["wlanut", "walnt", "walnutt", "walmut", "xwalnut", "alnut"] {
            #expect(Spelling.isOneEdit(word, "walnut") && Spelling.isOneEdit("walnut", word), "\(word)")
        }
        for word in ["walnut", "wlantu", "walnuttt", "waln", "walunt2", "tunlaw"] {
            #expect(!Spelling.isOneEdit(word, "walnut"), "\(word)")
        }
    }
}
