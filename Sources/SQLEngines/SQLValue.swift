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
    /// Reads the row's next column; throws ``DecodingFault`` when the column holds something else.
    init(next row: inout Row) throws
}

extension SQLValue: SQLEncodable {
    @inlinable public var sqlValue: SQLValue { self }
}

extension Int64: SQLEncodable, SQLDecodable {
    @inlinable public var sqlValue: SQLValue { .integer(self) }

    @inlinable
    public init(next row: inout Row) throws { self = try row.integer() }
}

extension Int: SQLEncodable, SQLDecodable {
    @inlinable public var sqlValue: SQLValue { .integer(Int64(self)) }

    @inlinable
    public init(next row: inout Row) throws { self = Int(try row.integer()) }
}

extension String: SQLEncodable, SQLDecodable {
    @inlinable public var sqlValue: SQLValue { .text(self) }

    @inlinable
    public init(next row: inout Row) throws { self = try row.text() }
}

extension Bool: SQLEncodable, SQLDecodable {
    @inlinable public var sqlValue: SQLValue { .boolean(self) }

    @inlinable
    public init(next row: inout Row) throws { self = try row.boolean() }
}

extension Optional: SQLEncodable where Wrapped: SQLEncodable {
    @inlinable public var sqlValue: SQLValue { map(\.sqlValue) ?? .null }
}

extension Optional: SQLDecodable where Wrapped: SQLDecodable {
    @inlinable
    public init(next row: inout Row) throws { self = row.skipsNull() ? nil : try Wrapped(next: &row) }
}
