import SQLEngines

/// The order of a list and how a page of it begins right after another's last element.
///
/// A page without a beginning begins before everything, in the same words: so each order has one text, and the engine
/// goes to where the page begins instead of counting rows.
struct Keyset: Sendable {
    /// What is sorted by besides the id.
    enum Key: Sendable, Equatable {
        case none
        case text(SQL)
        case integer(SQL)
    }

    let key: Key
    let id: SQL
    let descending: Bool

    /// The same list from its end.
    var reversed: Keyset { Keyset(key: key, id: id, descending: !descending) }

    /// The same order of the same values under other names.
    func of(key column: SQL, id: SQL) -> Keyset {
        let key: Key =
            switch key {
            case .none: .none
            case .text: .text(column)
            case .integer: .integer(column)
            }
        return Keyset(key: key, id: id, descending: descending)
    }

    /// The same order as expressions, which no index has: for rows that are gathered by something else and sorted.
    var gathered: Keyset {
        let key: Key =
            switch key {
            case .none: .none
            case .text(let column): .text("\(column) || ''")
            case .integer(let column): .integer("+\(column)")
            }
        return Keyset(key: key, id: "+\(id)", descending: descending)
    }

    /// `ORDER BY`'s list: ties go by id in the same direction.
    var order: SQL {
        let direction: SQL = descending ? "DESC" : "ASC"
        return switch key {
        case .none: "\(id) \(direction)"
        case .text(let column), .integer(let column): "\(column) \(direction), \(id) \(direction)"
        }
    }

    /// The key's column, to be selected last; the id where there is no key.
    var column: SQL {
        switch key {
        case .none: id
        case .text(let column), .integer(let column): column
        }
    }

    /// The condition that a row comes after `last`. Throws `invalid_cursor` for another list's key.
    func follows(_ last: PageKey?) throws -> SQL {
        let beyond: SQL = descending ? "<" : ">"
        switch key {
        case .none: return "\(id) \(beyond) \(try start(last))"
        case .text(let column):
            let (text, last) = try last.map(Self.textAndID) ?? (descending ? Self.beyondAll : "", furthest)
            return "(\(column), \(id)) \(beyond) (\(text), \(last))"
        case .integer(let column):
            let (number, last) = try last.map(Self.integers) ?? (furthest, furthest)
            return "(\(column), \(id)) \(beyond) (\(number), \(last))"
        }
    }

    /// The id that a list by id alone goes on after.
    func start(_ last: PageKey?) throws -> Int64 {
        guard let last else { return furthest }
        guard last.parts.count == 1, case .integer(let id) = last.parts[0] else { throw Self.foreignKey }
        return id
    }

    private static func textAndID(_ key: PageKey) throws -> (String, Int64) {
        guard key.parts.count == 2, case .text(let text) = key.parts[0], case .integer(let id) = key.parts[1] else {
            throw foreignKey
        }
        return (text, id)
    }

    private static func integers(_ key: PageKey) throws -> (Int64, Int64) {
        guard key.parts.count == 2, case .integer(let number) = key.parts[0], case .integer(let id) = key.parts[1]
        else { throw foreignKey }
        return (number, id)
    }

    /// The key of the row being read, whose next column is ``column``.
    func pageKey(_ row: inout Row, id: Int64) throws -> PageKey {
        switch key {
        case .none: PageKey([.integer(id)])
        case .text: PageKey([.text(try row.next()), .integer(id)])
        case .integer: PageKey([.integer(try row.next()), .integer(id)])
        }
    }

    /// Greater than every text that is sorted by, in bytes: none begins with as many of the greatest scalar, an e-mail address
    /// has 254 at most.
    static let beyondAll = String(repeating: "\u{10FFFF}", count: EmailAddress.maximumLength + 1)

    private var furthest: Int64 { descending ? .max : .min }

    /// Cursors are sealed to their list; one that gets here all the same is none of ours.
    static let foreignKey = CatalogueError.invalid([
        InvalidField("after", ValueError("invalid_cursor", "belongs to another list"))
    ])
}
