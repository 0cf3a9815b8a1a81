/// A row read earlier and kept. SQLite has no truth values of its own: they are kept as 0 and 1.
final class BufferedRow: ColumnSource {
    private let values: [SQLValue]

    init(_ values: [SQLValue]) {
        self.values = values
    }

    func isNull(_ column: Int) -> Bool { value(column) == .null }

    func integer(_ column: Int) throws -> Int64 {
        guard case .integer(let integer) = value(column) else {
            throw DecodingFault(column: column, wanted: "BIGINT")
        }
        return integer
    }

    func text(_ column: Int) throws -> String {
        guard case .text(let text) = value(column) else { throw DecodingFault(column: column, wanted: "TEXT") }
        return text
    }

    func boolean(_ column: Int) throws -> Bool {
        guard case .integer(let integer) = value(column) else {
            throw DecodingFault(column: column, wanted: "BOOLEAN")
        }
        return integer != 0
    }

    private func value(_ column: Int) -> SQLValue { values.indices.contains(column) ? values[column] : .null }
}
