/// Where an engine's current row stands. Columns count from 0; one that does not exist is null.
public protocol ColumnSource: AnyObject {
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
    @usableFromInline let source: any ColumnSource
    @usableFromInline var position = 0

    @inlinable
    public init(_ source: any ColumnSource) {
        self.source = source
    }

    /// The column that is read next.
    public var column: Int { position }

    /// Reads the next column.
    @inlinable
    public mutating func next<Value: SQLDecodable>(_: Value.Type = Value.self) throws -> Value {
        defer { position += 1 }
        return try Value.decode(from: source, at: position)
    }
}

/// A type made of the columns it names.
public protocol RowDecodable {
    /// The select list, in the order in which ``init(row:)`` reads it.
    static var columns: SQL { get }
    init(row: inout Row) throws
}
