extension HTML.StringInterpolation {
    /// Text in which `` `code` `` stands between back quotes.
    mutating func appendInterpolation(prose text: String) {
        for (index, piece) in text.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
            if index.isMultiple(of: 2) {
                appendInterpolation(piece)
            } else {
                appendLiteral("<code>")
                appendInterpolation(piece)
                appendLiteral("</code>")
            }
        }
    }
}
