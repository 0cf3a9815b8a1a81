/// What is fuzzed. Each reads bytes that a client chose.
enum Parser: String, CaseIterable {
    case json, query, cursor, token, etags, head, chunks, csv, form, text

    func read(_ bytes: [UInt8]) {
        switch self {
        case .json: Checks.json(bytes)
        case .query: Checks.query(bytes)
        case .cursor: Checks.cursor(bytes)
        case .token: Checks.token(bytes)
        case .etags: Checks.etags(bytes)
        case .head: Checks.head(bytes)
        case .chunks: Checks.chunks(bytes)
        case .csv: Checks.csv(bytes)
        case .form: Checks.form(bytes)
        case .text: Checks.text(bytes)
        }
    }
}

/// What must hold of a parser for any bytes.
enum Checks {
    /// The bytes after the first, cut in two where the first says.
    static func halves(_ bytes: [UInt8]) -> (whole: [UInt8], first: [UInt8], second: [UInt8]) {
        let whole = Array(bytes.dropFirst())
        let cut = whole.count * Int(bytes.first ?? 0) / 256
        return (whole, Array(whole[..<cut]), Array(whole[cut...]))
    }
}
