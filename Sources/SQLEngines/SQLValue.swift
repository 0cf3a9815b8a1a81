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

extension SQLValue: SQLEncodable {
    @inlinable public var sqlValue: SQLValue { self }
}

extension Int64: SQLEncodable, SQLDecodable {
    @inlinable public var sqlValue: SQLValue { .integer(self) }

    @inlinable
    public static func decode(from source: borrowing any ColumnSource, at index: Int) throws -> Int64 {
        try source.integer(index)
    }
}

extension Int: SQLEncodable, SQLDecodable {
    @inlinable public var sqlValue: SQLValue { .integer(Int64(self)) }

    @inlinable
    public static func decode(from source: borrowing any ColumnSource, at index: Int) throws -> Int {
        Int(try source.integer(index))
    }
}

extension String: SQLEncodable, SQLDecodable {
    @inlinable public var sqlValue: SQLValue { .text(self) }

    @inlinable
    public static func decode(from source: borrowing any ColumnSource, at index: Int) throws -> String {
        try source.text(index)
    }
}

extension Bool: SQLEncodable, SQLDecodable {
    @inlinable public var sqlValue: SQLValue { .boolean(self) }

    @inlinable
    public static func decode(from source: borrowing any ColumnSource, at index: Int) throws -> Bool {
        try source.boolean(index)
    }
}

extension Optional: SQLEncodable where Wrapped: SQLEncodable {
    @inlinable public var sqlValue: SQLValue { map(\.sqlValue) ?? .null }
}

extension Optional: SQLDecodable where Wrapped: SQLDecodable {
    @inlinable
    public static func decode(from source: borrowing any ColumnSource, at index: Int) throws -> Wrapped? {
        source.isNull(index) ? nil : try Wrapped.decode(from: source, at: index)
    }
}
