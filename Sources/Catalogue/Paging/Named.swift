import SQLEngines

/// What the rows of a page refer to, each looked up once however many of them do: a value for an id.
struct Named<Owner, Value> {
    /// The ids that are asked for, lowest first and none twice; empty where ``span`` stands for them.
    private let ids: [Identifier<Owner>]
    /// Where the ids lie so close together that all between them are no more than the references: then a value is found
    /// by counting.
    private let span: IdentifierSpan<Owner>?
    private var values: [Value?]

    init(_ references: [Identifier<Owner>]) {
        guard let first = references.min(), let last = references.max() else {
            (ids, span, values) = ([], nil, [])
            return
        }
        let whole = IdentifierSpan(first, last)
        if let count = whole.count, count <= references.count {
            (ids, span, values) = ([], whole, Array(repeating: nil, count: count))
            return
        }
        var distinct: [Identifier<Owner>] = []
        for id in references.sorted() where id != distinct.last { distinct.append(id) }
        (ids, span, values) = (distinct, nil, Array(repeating: nil, count: distinct.count))
    }

    /// Conditions that select the rows to ``learn(_:_:)`` from, one statement each; they may select others too.
    func conditions(on column: SQL) -> [SQL] {
        if let span { return [span.condition(column)] }
        return ids.inThousands.map { ids in "\(column) IN (\(ids.list()))" }
    }

    mutating func learn(_ id: Identifier<Owner>, _ value: Value) {
        if let place = place(of: id) { values[place] = value }
    }

    /// nil for an id that was not asked for, or is not there.
    subscript(id: Identifier<Owner>) -> Value? { place(of: id).flatMap { values[$0] } }

    private func place(of id: Identifier<Owner>) -> Int? {
        if let span { return id < span.first || id > span.last ? nil : Int(id.rawValue - span.first.rawValue) }
        var (low, high) = (0, ids.count)
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low < ids.count && ids[low] == id ? low : nil
    }
}
