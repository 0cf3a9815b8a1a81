import SQLEngines

extension Array {
    /// The ids as the inside of `IN (…)`. The last is repeated up to one of a few lengths, so that lists of every
    /// length together are few distinct texts. Of no ids: an id that no row has.
    func list<Owner>() -> SQL where Element == Identifier<Owner> { filledUp(with: last ?? Identifier(0)) }

    /// The same for texts. Of none: the empty one, which no key is.
    func list() -> SQL where Element == String { filledUp(with: last ?? "") }

    private func filledUp(with filler: Element) -> SQL where Element: SQLEncodable {
        let length = [1, 8, 24, 64, 208, 1000].first { $0 >= count } ?? count
        return .list(self + repeatElement(filler, count: length - count))
    }
}
