import Catalogue

/// A moment in words.
enum TimeText {
    /// `2026-11-22T21:08:24.416Z`
    static func rfc3339(_ time: Timestamp) -> String {
        var text = LogBytes()
        LogTime.append(time, to: &text, style: .json)
        return text.text
    }

    /// The same for a file's name: `20261122T210824.416Z`
    static func compact(_ time: Timestamp) -> String {
        rfc3339(time).filter { $0 != "-" && $0 != ":" }
    }

    /// Whether a text is spelt as ``compact(_:)`` spells.
    static func isCompact(_ text: some StringProtocol) -> Bool {
        text.map { $0.isASCII && $0.isNumber ? "0" : $0 } == Array("00000000T000000.000Z")
    }
}
