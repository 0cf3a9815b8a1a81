import Catalogue
import RESTKit
import Synchronization

/// Spells where a list goes on as a cursor that only this list and these filters take back.
final class PageCursors: Sendable {
    private let seal: Mutex<CursorSeal>

    init(_ keys: KeyRing) {
        seal = Mutex(CursorSeal(keys))
    }

    /// Seals with these keys from now on.
    func use(_ keys: KeyRing) {
        seal.withLock { $0 = CursorSeal(keys) }
    }

    /// The cursor for what comes after `key`.
    func text(_ key: PageKey, of list: String, _ meaning: QueryMeaning) -> String {
        let values = key.parts.map { part -> CursorValue in
            switch part {
            case .integer(let integer): .integer(integer)
            case .text(let text): .text(text)
            }
        }
        return seal.withLock { $0 }.seal(values, of: list, meaning: meaning.text)
    }

    /// Whether a key sealed it that is not in use here.
    func isOfUnknownKey(_ cursor: String) -> Bool {
        seal.withLock { $0 }.isOfUnknownKey(cursor)
    }

    /// What ``text(_:of:_:)`` was given. Throws `invalid_cursor`.
    func key(_ cursor: String?, of list: String, _ meaning: QueryMeaning) throws(Problem) -> PageKey? {
        guard let cursor else { return nil }
        let values = try seal.withLock { $0 }.open(cursor, of: list, meaning: meaning.text)
        return PageKey(
            values.map { value in
                switch value {
                case .integer(let integer): .integer(integer)
                case .text(let text): .text(text)
                }
            })
    }
}

/// Everything that decides which rows a list has and in which order, in one spelling: the order in which a client
/// wrote its parameters does not matter, nor do `limit` and `count`.
struct QueryMeaning: Sendable {
    private(set) var text = ""

    /// Lengths stand before values, so that no two queries are spelt alike.
    mutating func add(_ name: String, _ value: String?) {
        guard let value else { return }
        text += "\(name)=\(value.utf8.count):\(value);"
    }
}
