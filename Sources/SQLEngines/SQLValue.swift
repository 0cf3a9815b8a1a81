/// A value as the engines know it. The house dialect has three column types: `BIGINT`, `TEXT`, `BOOLEAN`.
public enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case text(String)
    case boolean(Bool)
}

/// A type that can be bound to a placeholder.
public protocol SQLEncodable {
    var sqlValue: SQLValue { get }
}

/// A type that can be read from one column of a ``Row``.
public protocol SQLDecodable {
    /// Reads the column at `index`; throws ``DecodingFault`` when the column holds something else.
    static func decode(from source: borrowing any ColumnSource, at index: Int) throws -> Self
}
