import Testing

@testable import Catalogue

@Suite("Passwords")
struct PasswordTests {
    @Test("A password has 8 to 128 characters, counted after NFC")
    func lengths() throws {
        #expect(code("1a 2b3c") == "min_length")
        #expect(code("1a 2b3c4") == nil)
        #expect(code(String(repeating: "x", count: 128)) == nil)
        #expect(code(String(repeating: "x", count: 129)) == "max_length")
        #expect(code(String(repeating: "e\u{301}", count: 128)) == nil)
        #expect(code(String(repeating: "e\u{301}", count: 4)) == "min_length")
        #expect(code(String(repeating: "😀", count: 128)) == nil)
    }

    @Test("Any character will do but U+0000, blanks at the ends too")
    func characters() throws {
        #expect(code("  \t\n\u{7}x  ") == nil)
        #expect(code("abcd\u{0}efgh") == "characters")
        #expect(try Password("  blanks  ") != Password("blanks    "))
    }

    @Test("The same characters are the same password, however the keyboard composed them")
    func normalization() throws {
        #expect(
            Array(try Password("caf\u{E9} au lait").text.utf8) == Array(try Password("cafe\u{301} au lait").text.utf8))
    }

    @Test(
        "A password that is guessed first is refused, in whatever case",
        arguments: [
            "password", "PASSWORD", "12345678", "87654321", "qwertyuiop", "iloveyou1", "Password123", "Admin123!",
            "1qaz2wsx",
            "Summer2026", "147258369", "a123456789", "1qaz@WSX", "123qweasd", "qwer4321", "jordan23", "aaaaaaaa",
            "abcabcabc",
        ])
    func common(_ raw: String) {
        #expect(code(raw) == "common")
    }

    @Test("The list has some thousands of passwords that would be long enough, and refuses nothing beside them")
    func list() {
        let guesses = CommonPasswords.words.flatMap { word in ([""] + CommonPasswords.endings).map { word + $0 } }
        #expect(Set(guesses.filter { $0.count >= 8 }).count > 3_000)
        for guess in guesses {
            #expect(CommonPasswords.contains(guess), "\(guess)")
            #expect(!CommonPasswords.contains(guess + "~"))
        }
        for stranger in [
            "zzzzzzzzzzzz~", "password iloveyou", "passwor", "qwertyilu", "abcabcabd", "zQ7!zQ7!zQ7!", "cafécafé",
        ] {
            #expect(!CommonPasswords.contains(stranger), "\(stranger)")
        }
    }

    @Test("The e-mail address is no password, in whatever case")
    func email() throws {
        let email = try EmailAddress("Ann.Lee@example.org")
        #expect(throws: ValueError.self) { try Password("ann.lee@EXAMPLE.org").check(differsFrom: email) }
        try Password("ann.lee@example.com").check(differsFrom: email)
    }

    @Test("A password does not show itself when printed")
    func hidden() throws {
        let password = try Password("not to be seen")
        var dumped = ""
        dump(password, to: &dumped)
        for text in ["\(password)", String(reflecting: password), dumped] { #expect(!text.contains("seen")) }
    }

    private func code(_ raw: String) -> String? {
        do {
            _ = try Password(raw)
            return nil
        } catch {
            return error.code
        }
    }
}
