import SQLEngines

/// A condition of a list in two spellings that mean the same.
struct ListCondition: Sendable {
    /// As its index is looked up.
    let followed: SQL
    /// As each row is asked, whatever indexes there are.
    let asked: SQL
}

/// What a list with conditions is read along: its order, or the condition that the fewest rows meet, gathering and
/// sorting these. As ``ItemPlan`` does, by counting and not by guessing.
struct ListWay: Sendable {
    let keyset: Keyset
    let conditions: [SQL]

    /// How many rows may be gathered and sorted.
    static let few = 4000

    /// Along the order, asking each row on the way.
    init(along keyset: Keyset, asking conditions: [ListCondition]) {
        self.keyset = keyset
        self.conditions = conditions.map(\.asked)
    }

    /// By one of the conditions.
    init(by place: Int, of conditions: [ListCondition], sortedBy keyset: Keyset) {
        self.keyset = keyset.gathered
        self.conditions = conditions.indices.map { place == $0 ? conditions[$0].followed : conditions[$0].asked }
    }

    /// The conditions, each with an `AND` before it.
    var filter: SQL { conditions.reduce("") { text, condition in "\(text) AND \(condition)" } }
}

extension Session {
    /// The way to the rows of `table` that meet all conditions.
    func way(_ conditions: [ListCondition], of table: SQL, by keyset: Keyset) async throws -> ListWay {
        var best: (place: Int, count: Int)?
        for (place, condition) in conditions.enumerated() {
            let rows: SQL = "SELECT 1 FROM \(table) WHERE \(condition.followed) LIMIT \(ListWay.few + 1)"
            let count: Int = try await value("SELECT count(*) FROM (\(rows)) few") ?? 0
            if count <= ListWay.few, count < best?.count ?? .max { best = (place, count) }
        }
        guard let best else { return ListWay(along: keyset, asking: conditions) }
        return ListWay(by: best.place, of: conditions, sortedBy: keyset)
    }
}

/// Texts in a column that begin with a prefix.
struct PrefixRange: Sendable {
    let column: SQL
    let prefix: String

    /// Greater than every text that begins so.
    private var end: String { prefix + Keyset.beyondAll }

    var condition: ListCondition {
        ListCondition(
            followed: "\(column) >= \(prefix) AND \(column) < \(end)",
            asked: "\(column) || '' >= \(prefix) AND \(column) || '' < \(end)")
    }

    /// For a list in the order of the column itself: a page without a key begins where the prefix does.
    func start(descending: Bool) -> PageKey {
        descending ? PageKey([.text(end), .integer(.max)]) : PageKey([.text(prefix), .integer(.min)])
    }

    /// And each page ends where the prefix ends. (Two conditions on one side would have the engine choose which to
    /// begin at; so the other one, which only a foreign key can fail, asks each row.)
    func bounds(descending: Bool) -> SQL {
        descending
            ? "\(column) >= \(prefix) AND \(column) || '' < \(end)"
            : "\(column) < \(end) AND \(column) || '' >= \(prefix)"
    }
}
