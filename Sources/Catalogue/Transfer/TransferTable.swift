import SQLEngines

/// A table as a move takes it: every column with what it holds, and the order in which its rows are read.
public struct TransferTable: Sendable {
    enum Kind: Sendable { case integer, text, boolean }

    public let name: String
    let columns: [(name: String, kind: Kind)]
    /// The primary key's columns, in its order. On every engine the rows have the same order by it: texts in keys are
    /// compared by their bytes.
    let key: [String]
    /// Whether `id` is given by the engine, which must never give one twice.
    let hasIdentity: Bool

    /// A table with the key `id`, which the engine gives.
    static func identified(_ name: String, _ columns: [(String, Kind)]) -> TransferTable {
        TransferTable(name: name, columns: [("id", .integer)] + columns, key: ["id"], hasIdentity: true)
    }

    /// A table whose key is its first columns, `keyed` of them.
    static func keyed(_ name: String, by keyed: Int, _ columns: [(String, Kind)]) -> TransferTable {
        TransferTable(name: name, columns: columns, key: columns.prefix(keyed).map(\.0), hasIdentity: false)
    }
}

extension TransferTable {
    var table: SQL { SQL(stringLiteral: name) }

    /// `id, name, …`
    var columnList: SQL { columns.map { SQL(stringLiteral: $0.name) }.joined(", ") }

    var keyList: SQL { key.map { SQL(stringLiteral: $0) }.joined(", ") }

    /// Where in a row the key's parts are.
    var keyPlaces: [Int] {
        key.compactMap { part in columns.firstIndex { $0.name == part } }
    }
}
