import SQLEngines

/// A ``WordQuery`` as a condition on one item's terms, for where a few are looked at one by one.
struct TextCondition {
    let query: WordQuery
    /// The column that holds ``ItemWords/text``.
    let column: SQL
    /// The function that says where in a text another begins, from 1; 0 for nowhere.
    let place: SQL

    func sql(_ rank: WordRank?) -> SQL {
        let anywhere = query.words.map { any($0, ["n", "d"]) }.joined(" AND ")
        let inName = query.words.map { any($0, ["n"]) }.joined(" AND ")
        let words: SQL =
            switch rank {
            case .inName: inName
            case .elsewhere: "\(anywhere) AND NOT (\(inName))"
            case nil: anywhere
            }
        guard let store = query.storeID else { return words }
        return "\(words) AND \(has(" " + ItemWords.term(of: store) + " "))"
    }

    private func any(_ word: [WordQuery.Alternative], _ places: [String]) -> SQL {
        let ways = places.flatMap { place in
            word.map { has(" " + place + $0.word + ($0.isPrefix ? "" : " ")) }
        }
        return "(\(ways.joined(" OR ")))"
    }

    private func has(_ text: String) -> SQL { "\(place)(\(column), \(text)) > 0" }
}
