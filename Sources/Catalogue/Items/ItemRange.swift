import SQLEngines

/// Which values of a column items may have. Items have an index of each such column, alone and in one store.
struct ItemRange: Sendable {
    enum Column: Equatable, Sendable { case price, time }

    let column: Column
    /// The least and the largest value, both in it; nil without a bound.
    private let least: Int64?
    private let most: Int64?

    init(_ column: Column, from least: Int64?, to most: Int64?) {
        (self.column, self.least, self.most) = (column, least, most)
    }

    /// Whether every item is in it.
    var isWhole: Bool { least == nil && most == nil }

    /// Whether a list in that order goes along the column.
    func isOrder(_ order: Keyset) -> Bool {
        switch column {
        case .price: order.key == .integer("i.price_thousandths")
        case .time: order.key == .integer("i.created_at")
        }
    }

    /// How many of its items are gathered in the time of one from anywhere: those of a time lie beside one another.
    var together: Int { column == .time ? 4 : 1 }

    /// As its index is looked up, without another table's name.
    var followed: [SQL] { [atLeast(name), atMost(name)].compactMap { $0 } }

    /// Conditions on `i`, which is read along `order`, or along something else.
    ///
    /// A `+` keeps a column from being looked up in an index where another is to be followed; the value is the same. Along
    /// the column itself the index leads to where a page begins (``start(_:in:)``): of two conditions on that side the
    /// engine would choose one, perhaps the lesser, so this one asks each row.
    func conditions(along order: Keyset?) -> [SQL] {
        let (bare, asked): (SQL, SQL) = ("i.\(name)", "+i.\(name)")
        guard let order, isOrder(order) else { return [atLeast(asked), atMost(asked)].compactMap { $0 } }
        return [atLeast(order.descending ? bare : asked), atMost(order.descending ? asked : bare)].compactMap { $0 }
    }

    /// What a page of a list along the column begins after: `last`, unless the range begins later.
    func start(_ last: PageKey?, in order: Keyset) -> PageKey? {
        guard let bound = order.descending ? most : least else { return last }
        if let last, case .integer(let value) = last.parts.first {
            if order.descending ? value <= bound : value >= bound { return last }
        }
        return PageKey([.integer(bound), .integer(order.descending ? .max : .min)])
    }

    /// Conditions on `i` as any index of it may be looked up: the engine's to choose.
    var bare: [SQL] { [atLeast("i.\(name)"), atMost("i.\(name)")].compactMap { $0 } }

    private var name: SQL {
        switch column {
        case .price: "price_thousandths"
        case .time: "created_at"
        }
    }

    private func atLeast(_ value: SQL) -> SQL? { least.map { "\(value) >= \($0)" } }
    private func atMost(_ value: SQL) -> SQL? { most.map { "\(value) <= \($0)" } }
}
