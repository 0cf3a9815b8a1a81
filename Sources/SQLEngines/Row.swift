/// Where an engine's current row stands. Columns count from 0.
public protocol ColumnSource: AnyObject {
    func isNull(_ column: Int) -> Bool
    func integer(_ column: Int) throws -> Int64
    func text(_ column: Int) throws -> String
    func boolean(_ column: Int) throws -> Bool
}

/// One row of an answer, read from left to right. Valid only inside the closure it is given to.
public struct Row {
    let source: any ColumnSource
    public private(set) var column = 0

    public init(_ source: any ColumnSource) {
        self.source = source
    }

    /// Reads the next column.
    public mutating func next<Value: SQLDecodable>(_: Value.Type = Value.self) throws -> Value {
        defer { column += 1 }
        return try Value.decode(from: source, at: column)
    }
}

/// A type made of the columns it names.
public protocol RowDecodable {
    /// The select list, in the order in which ``init(row:)`` reads it.
    static var columns: SQL { get }
    init(row: inout Row) throws
}
