/// A text to search by, as a caller gave it.
struct SearchText {
    /// What is looked for; empty when there is no word in the text, so that nothing can be found.
    let words: [String]
    let text: String

    /// nil for a text of blanks, which is as if not given.
    init?(_ raw: String?) {
        guard let trimmed = raw?.trimmed, !trimmed.isEmpty else { return nil }
        text = String(trimmed)
        words = SearchWords.of(text)
    }
}

extension Page {
    /// A page of a list that has nothing in it.
    static func empty(_ request: PageRequest) -> Self {
        Self(elements: [], next: nil, total: request.counts ? 0 : nil)
    }
}
