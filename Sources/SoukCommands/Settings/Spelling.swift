/// Finds the word that somebody probably meant.
enum Spelling {
    /// ` (did you mean port?)`, or nothing when no known word is near.
    static func suggestion(for word: String, among known: [String]) -> String {
        let nearest = known.map { (word: $0, distance: distance(word, $0)) }
            .min { ($0.distance, $0.word) < ($1.distance, $1.word) }
        guard let nearest, nearest.distance <= max(2, word.count / 4) else { return "" }
        return " (did you mean \(nearest.word)?)"
    }

    /// How many letters must be changed, added or taken away (Levenshtein).
    static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in right.enumerated() {
                let replaced = diagonal + (letter == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
