/// Keeps a spreadsheet from taking a text for a formula (OWASP, "CSV Injection").
///
/// A text that begins with `=`, `+`, `-`, `@`, a tab or CR gets an apostrophe in front, and so does one that begins with
/// apostrophes and then one of these. Taking off one apostrophe where such a beginning follows it is then the exact
/// opposite: whatever was guarded comes back as it was.
public enum FormulaGuard {
    /// The text as a cell shows it without harm.
    public static func guarded(_ text: String) -> String {
        isMistakable(text.utf8.drop { $0 == apostrophe }) ? "'" + text : text
    }

    /// The text that ``guarded(_:)`` was given. A text that was never guarded stays as it is, unless it begins as one
    /// that was.
    public static func bare(_ cell: String) -> String {
        guard cell.utf8.first == apostrophe, isMistakable(cell.utf8.drop { $0 == apostrophe }) else { return cell }
        return String(cell.unicodeScalars.dropFirst())
    }

    private static func isMistakable(_ text: Substring.UTF8View) -> Bool {
        switch text.first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D: true
        default: false
        }
    }

    private static let apostrophe = UInt8(ascii: "'")
}
