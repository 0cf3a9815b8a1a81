/// A piece of SQL with its values apart from its text, written as an interpolated string.
///
/// Each interpolated value becomes a placeholder, numbered `$1 $2 …` from left to right; an interpolated
/// ``SQL`` is spliced in and renumbered. The same text runs on every engine: PostgreSQL reads `$n` by number,
/// SQLite numbers a `$n` parameter by its first appearance, which from left to right is the same number.
public struct SQL: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// Literal text and values in turn; kept apart so that pieces can be joined without rewriting numbers.
    @usableFromInline
    enum Piece: Sendable, Hashable {
        case text(String)
        case value(SQLValue)
    }

    @usableFromInline
    var pieces: [Piece]

    @inlinable
    public init(stringLiteral value: String) {
        pieces = value.isEmpty ? [] : [.text(value)]
    }

    @inlinable
    public init(stringInterpolation: StringInterpolation) {
        pieces = stringInterpolation.pieces
    }

    public struct StringInterpolation: StringInterpolationProtocol {
        @usableFromInline
        var pieces: [Piece] = []

        @inlinable
        public init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(interpolationCount * 2 + 1)
        }

        @inlinable
        public mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { pieces.append(.text(literal)) }
        }

        @inlinable
        public mutating func appendInterpolation(_ value: some SQLEncodable) {
            pieces.append(.value(value.sqlValue))
        }

        /// Without this the compiler would take an interpolated optional for a slip.
        @inlinable
        public mutating func appendInterpolation<Value: SQLEncodable>(_ value: Value?) {
            pieces.append(.value(value.sqlValue))
        }

        @inlinable
        public mutating func appendInterpolation(_ fragment: SQL) {
            // Most fragments are one literal, which is appended in a fifth of the time.
            if fragment.pieces.count == 1 { return pieces.append(fragment.pieces[0]) }
            pieces.append(contentsOf: fragment.pieces)
        }
    }
}

extension SQL {
    /// The statement's text with its placeholders, and the values to bind to `$1 $2 …` in order.
    public var statement: (text: String, values: [SQLValue]) { (text, Array(values)) }

    /// The statement's text with its placeholders numbered from left to right.
    public var text: String {
        var text = ""
        text.reserveCapacity(pieces.reduce(0) { length, piece in length + piece.length })
        var number = 0
        for piece in pieces {
            switch piece {
            case .text(let literal): text += literal
            case .value:
                number += 1
                text += "$"
                text += String(number)
            }
        }
        return text
    }

    /// The values to bind, in the order of their placeholders, read in place.
    var values: some Sequence<SQLValue> {
        pieces.lazy.compactMap { piece in if case .value(let value) = piece { value } else { nil } }
    }

    /// The values with commas between them: the inside of `IN (…)`.
    @inlinable
    public static func list(_ values: some Collection<some SQLEncodable>) -> SQL {
        var list: SQL = ""
        list.pieces.reserveCapacity(values.count * 2)
        for value in values {
            if !list.pieces.isEmpty { list.pieces.append(.text(", ")) }
            list.pieces.append(.value(value.sqlValue))
        }
        return list
    }

    public static func + (left: SQL, right: SQL) -> SQL {
        var joined = left
        joined.pieces.append(contentsOf: right.pieces)
        return joined
    }
}

extension SQL.Piece {
    /// Bytes this piece takes in a statement's text; a placeholder is counted as four.
    var length: Int {
        switch self {
        case .text(let literal): literal.utf8.count
        case .value: 4
        }
    }
}

extension Sequence<SQL> {
    /// The fragments one after another with `separator` between, as in `conditions.joined(" AND ")`.
    public func joined(_ separator: SQL) -> SQL {
        var joined: SQL = ""
        for (index, fragment) in enumerated() {
            if index > 0 { joined.pieces.append(contentsOf: separator.pieces) }
            joined.pieces.append(contentsOf: fragment.pieces)
        }
        return joined
    }
}
