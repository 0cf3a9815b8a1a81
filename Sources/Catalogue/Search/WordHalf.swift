import SQLEngines

/// The first or the last letters of a word of a certain length, by which it is found when it is misspelt.
///
/// A word of n letters has (n - 1) / 2 in its beginning and, but for the one after these, the others in its end. One
/// letter too few, too many or wrong, or two neighbours swapped, leaves one of the two as it was: what spoils the
/// beginning reaches no further than the letter after it.
struct WordHalf: Equatable {
    enum Place { case beginning, end }

    /// Letters of the whole word.
    let length: Int
    let place: Place
    let letters: String

    /// The halves that the words one edit from `word` may share with it: either one, for each length that they may have.
    static func halves(near word: String) -> [WordHalf] {
        let letters = word.unicodeScalars
        return ((letters.count - 1)...(letters.count + 1)).flatMap { length in
            let beginning = (length - 1) / 2
            return [
                WordHalf(length: length, place: .beginning, letters: String(letters.prefix(beginning))),
                WordHalf(length: length, place: .end, letters: String(letters.suffix(length - 1 - beginning))),
            ]
        }
    }

    /// What the words of the vocabulary with this half are found by, in the words of the index that there is of them.
    var condition: SQL {
        switch place {
        case .beginning: "length(word) = \(length) AND substr(word, 1, (length(word) - 1) / 2) = \(letters)"
        case .end: "length(word) = \(length) AND substr(word, (length(word) - 1) / 2 + 2) = \(letters)"
        }
    }
}
