/// Where an engine's current row stands. Columns count from 0; one that does not exist is null.
protocol ColumnSource: AnyObject {
    func isNull(_ column: Int) -> Bool
    /// The column as a whole number; throws ``DecodingFault`` when it holds something else, null included.
    func integer(_ column: Int) throws -> Int64
    /// The column as text; throws ``DecodingFault`` when it holds something else, null included.
    func text(_ column: Int) throws -> String
    /// The column as a truth value; throws ``DecodingFault`` when it holds something else, null included.
    func boolean(_ column: Int) throws -> Bool
}

/// One row of an answer, read from left to right. Valid only inside the closure it is given to.
public struct Row {
    /// The row that a statement of SQLite's stands on, called by itself: a page is some hundreds of columns, and to ask of
    /// each what kind of source it is costs more than to read it.
    private let sqlite: SQLiteRow?
    /// Any other source, where it is not SQLite's.
    private let source: (any ColumnSource)?
    /// The column that is read next.
    public private(set) var column = 0

    init(_ row: SQLiteRow) {
        (sqlite, source) = (row, nil)
    }

    init(_ source: any ColumnSource) {
        (sqlite, self.source) = (nil, source)
    }

    /// Goes back to the first column, its source standing on another row.
    mutating func begin() { column = 0 }

    /// All columns.
    func values() throws -> [SQLValue] {
        try sqlite?.values() ?? []
    }

    /// Reads the next column.
    @inlinable
    public mutating func next<Value: SQLDecodable>(_: Value.Type = Value.self) throws -> Value {
        try Value(next: &self)
    }

    /// Passes the next column by if it is null, and says whether it was.
    public mutating func skipsNull() -> Bool {
        let isNull = sqlite?.isNull(column) ?? source?.isNull(column) ?? true
        if isNull { column += 1 }
        return isNull
    }

    /// The next column as a whole number; throws ``DecodingFault`` when it holds something else, null included.
    public mutating func integer() throws -> Int64 {
        defer { column += 1 }
        if let sqlite { return try sqlite.integer(column) }
        guard let source else { throw DecodingFault(column: column, wanted: "BIGINT") }
        return try source.integer(column)
    }

    /// The next column as text; throws ``DecodingFault`` when it holds something else, null included.
    public mutating func text() throws -> String {
        defer { column += 1 }
        if let sqlite { return try sqlite.text(column) }
        guard let source else { throw DecodingFault(column: column, wanted: "TEXT") }
        return try source.text(column)
    }

    /// The next column as a truth value; throws ``DecodingFault`` when it holds something else, null included.
    public mutating func boolean() throws -> Bool {
        defer { column += 1 }
        if let sqlite { return try sqlite.boolean(column) }
        guard let source else { throw DecodingFault(column: column, wanted: "BOOLEAN") }
        return try source.boolean(column)
    }
}

/// A type made of the columns it names.
public protocol RowDecodable {
    /// The select list, in the order in which ``init(row:)`` reads it.
    static var columns: SQL { get }
    init(row: inout Row) throws
}
