import SQLEngines

extension Array {
    /// The ids as the inside of `IN (…)`. The last is repeated up to one of a few lengths, so that lists of every
    /// length together are few distinct texts. Of no ids: an id that no row has.
    func list<Owner>() -> SQL where Element == Identifier<Owner> { filledUp(with: last ?? Identifier(0)) }

    /// The same for texts. Of none: the empty one, which no key is.
    func list() -> SQL where Element == String { filledUp(with: last ?? "") }

    /// Repeats the last of a table's rows (`VALUES`) up to one of a few lengths, where twice is as good as once.
    mutating func fillUp() where Element == SQL {
        guard let last else { return }
        // An item has 100 tags at most.
        let length = [1, 8, 24, 104, 1000].first { $0 >= count } ?? count
        append(contentsOf: repeatElement(last, count: length - count))
    }

    private func filledUp(with filler: Element) -> SQL where Element: SQLEncodable {
        let length = [1, 8, 24, 64, 208, 1000].first { $0 >= count } ?? count
        return .list(self + repeatElement(filler, count: length - count))
    }
}
