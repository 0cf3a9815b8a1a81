public import SQLEngines

/// A row's 64-bit id that cannot be taken for another kind's: `Store.ID` is `Identifier<Store>`.
public struct Identifier<Owner>: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let rawValue: Int64

    public init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    public var description: String { String(rawValue) }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension Identifier: SQLEncodable, SQLDecodable {
    public var sqlValue: SQLValue { .integer(rawValue) }

    public init(next row: inout Row) throws { rawValue = try row.integer() }
}
