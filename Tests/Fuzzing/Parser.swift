/// What is fuzzed. Each reads bytes that a client chose.
enum Parser: String, CaseIterable {
    case json, query, cursor, token, etags, fields, head, http2, chunks, csv, form, text

    /// How long inputs get, in bytes: as long as a body may be, or several times as long as a header section. CSV is
    /// read as it comes, and may be of any length.
    var longest: Int {
        switch self {
        case .json, .form: 262_144
        case .csv: 131_072
        case .query, .cursor, .token, .etags, .head, .chunks, .text: 65_536
        case .fields, .http2: 32_768
        }
    }

    /// Reads and checks; answers the nanoseconds of CPU that the reading cost.
    func read(_ bytes: [UInt8]) -> Int {
        var checks = Checks()
        switch self {
        case .json: checks.json(bytes)
        case .query: checks.query(bytes)
        case .cursor: checks.cursor(bytes)
        case .token: checks.token(bytes)
        case .etags: checks.etags(bytes)
        case .fields: checks.fields(bytes)
        case .head: checks.head(bytes)
        case .http2: checks.http2(bytes)
        case .chunks: checks.chunks(bytes)
        case .csv: checks.csv(bytes)
        case .form: checks.form(bytes)
        case .text: checks.text(bytes)
        }
        return checks.spent
    }
}
