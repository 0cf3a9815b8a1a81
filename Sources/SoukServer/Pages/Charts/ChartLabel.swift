/// How much room text takes in a drawing: an estimate, for the server has no fonts.
enum ChartLabel {
    /// In a drawing's units, at its size of 11.
    static func width(of text: String) -> Double {
        text.reduce(0) { $0 + width(of: $1) }
    }

    /// The text, cut so that it takes no more than this.
    static func fitting(_ text: String, in room: Double) -> String {
        if width(of: text) <= room { return text }
        var (kept, left) = ("", room - width(of: "…"))
        for character in text {
            left -= width(of: character)
            if left < 0 { break }
            kept.append(character)
        }
        return kept + "…"
    }

    /// Chinese, Japanese and Korean characters and pictures are as wide as they are high.
    private static func width(of character: Character) -> Double {
        let isWide = character.unicodeScalars.contains { (0x1100...0x115F).contains($0.value) || $0.value >= 0x2E80 }
        return isWide ? 11.5 : 6.2
    }
}
