/// The rules of a text as an ECMA-262 pattern that Python, Rust and JavaScript read alike: character classes are
/// spelled out, since each has its own idea of `\s`.
enum TextPattern {
    /// Unicode's `White_Space`.
    private static let space =
        #"\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"#
    private static let control = #"\u0000-\u001f\u007f-\u009f"#
    private static let separators = #"\u2028\u2029"#
    /// What is left of ``control`` without tab, line feed and carriage return.
    private static let controlButLines = #"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f"#

    static let withoutNull = #"^[^\u0000]*$"#

    /// White space around `characters` others, of which none is a control character.
    static func trimmed(_ characters: ClosedRange<Int>, lines: TextShape.Lines) -> String {
        let end = "[^\(space)\(control)]"
        let inside = lines == .one ? "[^\(control)\(separators)]" : "[^\(controlButLines)]"
        let least = max(0, characters.lowerBound - 2)
        let tail = "(?:\(inside){\(least),\(characters.upperBound - 2)}\(end))"
        let text = "\(end)\(tail)\(characters.lowerBound > 1 ? "" : "?")"
        return "^[\(space)]*\(characters.lowerBound > 0 ? text : "(?:\(text))?")[\(space)]*$"
    }
}
