/// A piece of SQL with its values apart from its text, written as an interpolated string.
///
/// Each interpolated value becomes a placeholder, numbered `$1 $2 …` from left to right; an interpolated
/// ``SQL`` is spliced in and renumbered. The same text runs on every engine: PostgreSQL reads `$n` by number,
/// SQLite numbers a `$n` parameter by its first appearance, which from left to right is the same number.
public struct SQL: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// Literal text and values in turn; kept apart so that pieces can be joined without rewriting numbers.
    enum Piece: Sendable, Hashable {
        case text(String)
        case value(SQLValue)
    }

    var pieces: [Piece]

    public init(stringLiteral value: String) {
        pieces = [.text(value)]
    }

    public init(stringInterpolation: StringInterpolation) {
        pieces = stringInterpolation.pieces
    }

    public struct StringInterpolation: StringInterpolationProtocol {
        var pieces: [Piece] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(interpolationCount * 2 + 1)
        }

        public mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { pieces.append(.text(literal)) }
        }

        public mutating func appendInterpolation(_ value: some SQLEncodable) {
            pieces.append(.value(value.sqlValue))
        }

        public mutating func appendInterpolation(_ fragment: SQL) {
            pieces.append(contentsOf: fragment.pieces)
        }
    }
}

extension SQL {
    /// The statement's text with its placeholders, and the values to bind to `$1 $2 …` in order.
    public var statement: (text: String, values: [SQLValue]) {
        var text = ""
        var values: [SQLValue] = []
        for piece in pieces {
            switch piece {
            case .text(let literal): text += literal
            case .value(let value):
                values.append(value)
                text += "$\(values.count)"
            }
        }
        return (text, values)
    }

    public static func + (left: SQL, right: SQL) -> SQL {
        var joined = left
        joined.pieces.append(contentsOf: right.pieces)
        return joined
    }
}

extension Sequence<SQL> {
    /// The fragments one after another with `separator` between, as in `conditions.joined(" AND ")`.
    public func joined(_ separator: SQL) -> SQL {
        var joined: SQL?
        for fragment in self { joined = joined.map { $0 + separator + fragment } ?? fragment }
        return joined ?? ""
    }
}
