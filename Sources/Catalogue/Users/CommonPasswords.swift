/// The passwords that are guessed first, however long they look: a common word with one of the endings that people
/// give it, a run of neighbouring keys, or one character over and over. Some thousands in all.
enum CommonPasswords {
    /// Whether `password` is one of them, in whatever case.
    static func contains(_ password: String) -> Bool {
        let guess = password.lowercased()
        return isWordWithEnding(guess) || isRunOfKeys(guess) || isRepetition(guess)
    }

    private static func isWordWithEnding(_ guess: String) -> Bool {
        words.contains(guess)
            || endings.contains { guess.hasSuffix($0) && words.contains(String(guess.dropLast($0.count))) }
    }

    /// Keys beside each other on a keyboard, in the alphabet or in counting, either way, with one key more at an end:
    /// `qwertyui`, `87654321`, `a123456789`.
    private static func isRunOfKeys(_ guess: String) -> Bool {
        let runs = guess.count > 8 ? [guess, String(guess.dropFirst()), String(guess.dropLast())] : [guess]
        return runs.contains { run in
            rows.contains { row in row.contains(run) || String(row.reversed()).contains(run) }
        }
    }

    /// One to three letters or digits over and over, up to 16: `aaaaaaaa`, `12121212`, `abcabcabc`.
    private static func isRepetition(_ guess: String) -> Bool {
        let characters = Array(guess)
        guard guess.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }) else { return false }
        return (1...3).contains { length in
            (length * 2...16).contains(characters.count)
                && characters.indices.allSatisfy { characters[$0] == characters[$0 % length] }
        }
    }

    private static let rows = [
        "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm",
        "azertyuiopqsdfghjklmwxcvbn", "abcdefghijklmnopqrstuvwxyz", "1234567890qwertyuiop", "1q2w3e4r5t6y7u8i9o0p",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
        "qazwsxedcrfvtgbyhnujm", "q1w2e3r4t5y6u7i8o9p0", "a1b2c3d4e5f6g7h8i9", "zaq12wsxcde34rfv", "1a2b3c4d5e6f7g8h9i",
        "147258369", "741852963", "963852741", "159753", "qweasdzxc", "123qweasdzxc", "1qaz@wsx#edc$rfv",
        "!qaz@wsx#edc", "!qaz2wsx",
    ]

    static let endings: [String] =
        [
            "1", "12", "123", "1234", "12345", "123456", "01", "11", "22", "69", "77", "88", "99", "00", "007", "321",
            "2", "3", "4", "5",
            "7", "8", "9", "10", "13", "21", "23", "33", "55", "66", "111", "222", "777", "4321", "54321",
            "!",
        ]
        + ["1!", "12!", "123!", "@", "@1", "@12", "@123", "#1", "#123", ".", "?", "s", "abc"]
        + (1980...2030).map(String.init)

    /// Lower case, without their endings.
    static let words: Set<String> = Set(
        """
        password passwort passw0rd p@ssword p@ssw0rd pa55word pa55w0rd pass passe parola senha contrasena motdepasse
        qwerty qwertz azerty asdf asdfgh zxcvbn qazwsx abc abcd abcdef abc123 qwer 1234qwer qwer1234 asdf1234 qwe123 asd123
        admin administrator root user guest test tester testing demo login logon signin access letmein letmein1 welcome
        changeme change default secret private temp temporary system server database oracle support manager office
        master boss killer hacker trustno computer internet network samsung google facebook youtube twitter instagram
        iloveyou ilovehim iloveher loveyou lovely love lover forever babygirl baby sweetheart darling honey princess
        prince queen angel angels heaven jesus christ blessed faith god freedom peace whatever nothing hello hola
        sunshine moonlight midnight rainbow summer winter spring autumn monday tuesday wednesday thursday friday
        saturday sunday january february march april june july august september october november december
        football soccer baseball basketball hockey tennis golf rugby cricket liverpool arsenal chelsea barcelona
        realmadrid juventus bayern manchester united yankees cowboys steelers lakers eagles packers patriots
        superman batman spiderman ironman starwars startrek pokemon pikachu naruto minecraft fortnite roblox zelda mario
        dragon monkey tiger lion eagle falcon phoenix wolf bear panther cobra shark dolphin horse kitten puppy bunny
        shadow ranger hunter warrior ninja samurai knight wizard merlin gandalf matrix blade storm thunder
        michael jennifer jordan thomas robert daniel matthew joshua andrew charlie ashley jessica amanda nicole
        hannah michelle anthony william george david james john joseph jonathan alexander benjamin samuel patrick
        elizabeth victoria stephanie melissa samantha natalie vanessa sophie emma olivia maria anna laura sarah
        harley mustang corvette ferrari porsche mercedes yamaha kawasaki honda toyota scooter chevy camaro
        chocolate cookie cheese banana orange apple cherry strawberry pepper ginger coffee cupcake pancake
        purple yellow silver golden diamond crystal flower butterfly sunflower rose jasmine buster bailey maggie
        tigger snoopy swordfish bigdaddy bigdog biggles dolphins marlboro cowboy rainbow6 mickey garfield metallica nirvana slipknot eminem guitar music dancer family friends sister
        mother father brother daddy mommy america canada mexico brasil london paris berlin germany france england
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
