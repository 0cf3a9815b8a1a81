import SQLEngines

/// Makes items on PostgreSQL: those that are asked for while others are written share the next transaction, its two ways
/// over the wire and its commit.
///
/// First it takes the stores, draws the ids and asks which words are new; then everything is written, in one packet with the
/// commit. A group waits for no store, as others wait for it: whose store somebody else has taken is made alone.
struct ItemCreating: Sendable {
    private typealias Place = Gathering<Entry, Result<Item, any Error>?>

    private struct Entry: Sendable {
        let item: NewItem
        let stamp: Stamp
        let words: ItemWords

        init(_ item: NewItem, _ stamp: Stamp) {
            self.item = item
            self.stamp = stamp
            words = ItemWords(name: item.name.text, description: item.description?.text, storeID: item.storeID)
        }
    }

    /// An item that is about to be written.
    private struct NewRow {
        let item: Item
        let entry: Entry
    }

    private let engine: any Engine
    private let index: TermIndex
    /// How many groups are written at the same time. More make them smaller: four wrote a third fewer on two processors.
    private static let width = 2
    /// Creates of one store meet at one place, so that no two groups want the same store's count.
    private let places: [Place]

    init(engine: any Engine, index: TermIndex) {
        self.engine = engine
        self.index = index
        places = (0..<Self.width).map { _ in Place(most: 64) }
    }

    /// Throws as ``ItemService/create(_:tags:)`` does.
    func create(_ item: NewItem, _ stamp: Stamp) async throws -> Item {
        let entry = Entry(item, stamp)
        let place = places[Int(item.storeID.rawValue.magnitude % UInt64(places.count))]
        if let made = await place.answer(to: entry, together) { return try made.get() }
        return try await alone(entry)
    }

    private func alone(_ entry: Entry) async throws -> Item {
        let made = try await engine.write { session in try await make([entry], waits: true, in: session) }
        guard let item = try made.first??.get() else { throw CatalogueError.missingStore }
        return item
    }

    /// nil for those that have to be made alone.
    private func together(_ group: [Entry]) async -> [Result<Item, any Error>?] {
        do {
            return try await engine.write { session in try await make(group, waits: false, in: session) }
        } catch let error as EngineError where error.concernsDatabase {
            return group.map { _ in .failure(error) }
        } catch {
            return group.map { _ in nil }
        }
    }
}

extension ItemCreating {
    /// nil for those whose store is missing, or is taken and not waited for.
    private func make(
        _ group: [Entry], waits: Bool, in session: any Session
    ) async throws -> [Result<Item, any Error>?] {
        let found = try await look(group, waits: waits, in: session)
        var answers = [Result<Item, any Error>?](repeating: nil, count: group.count)
        var rows: [NewRow] = []
        for (place, (entry, id)) in zip(group, found.ids).enumerated() {
            guard let store = found.stores[entry.item.storeID] else { continue }
            answers[place] = Result {
                let price = try entry.item.price.amount(in: store.currency)
                let item = Item(id, entry.item, price, in: store, entry.stamp)
                rows.append(NewRow(item: item, entry: entry))
                return item
            }
        }
        if rows.isEmpty { return answers }
        let words = rows.map { (id: $0.item.id, words: $0.entry.words) }
        try await session.post(
            [Self.insertion(rows), Self.counting(rows.map { $0.item.store.id })]
                + index.adding(words, unknown: found.unknownWords))
        return answers
    }

    private static func insertion(_ rows: [NewRow]) -> SQL {
        """
        INSERT INTO items (id, store_id, currency, name, name_key, description, price, price_thousandths,
            tags_count, created_at, updated_at, updated_by)
        SELECT id, store_id, currency, name, name_key, description, price, price_thousandths, 0, time, time, author
        FROM unnest(\(bigint: rows.map { $0.item.id }), \(bigint: rows.map { $0.item.store.id }),
            \(text: rows.map { $0.item.price.currency }), \(text: rows.map { $0.item.name }),
            \(text: rows.map { $0.entry.item.name.key }), \(text: rows.map { $0.item.description }),
            \(bigint: rows.map { $0.item.price.minorUnits }), \(bigint: rows.map { $0.item.price.thousandths }),
            \(bigint: rows.map { $0.entry.stamp.time }), \(bigint: rows.map { $0.entry.stamp.author }))
        AS new (id, store_id, currency, name, name_key, description, price, price_thousandths, time, author)
        """
    }

    static func counting(_ stores: [Store.ID]) -> SQL {
        """
        UPDATE stores SET items_count = items_count + new.count
        FROM (SELECT id, count(*) AS count FROM unnest(\(bigint: stores)) AS new (id) GROUP BY id) AS new
        WHERE stores.id = new.id
        """
    }

    private struct Found {
        var stores: [Store.ID: StoreTerms] = [:]
        var ids: [Item.ID] = []
        var unknownWords: [String] = []
    }

    private func look(_ group: [Entry], waits: Bool, in session: any Session) async throws -> Found {
        var found = Found()
        let asked = [
            Self.stores(group.map { $0.item.storeID }, waits: waits), Self.ids(group.count),
            index.unknown(group.map { $0.words }),
        ]
        try await session.run(asked) { statement, row in
            switch statement {
            case 0: found.stores[try row.next()] = try StoreTerms(row: &row)
            case 1: found.ids.append(try row.next())
            default: found.unknownWords.append(try row.next())
            }
        }
        return found
    }

    /// Takes the stores that are there; without waiting those that nobody else has taken.
    private static func stores(_ ids: [Store.ID], waits: Bool) -> SQL {
        let patience: SQL = waits ? "" : " SKIP LOCKED"
        return """
            SELECT s.id, \(StoreTerms.columns) FROM stores s
            WHERE s.id = ANY (\(bigint: ids)) AND s.closed_at IS NULL FOR NO KEY UPDATE\(patience)
            """
    }

    private static func ids(_ count: Int) -> SQL {
        "SELECT nextval(pg_get_serial_sequence('items', 'id')) FROM generate_series(1, \(count))"
    }
}

extension SQL.StringInterpolation {
    /// Many values, in an array of a statement that is prepared for any number of them.
    fileprivate mutating func appendInterpolation(bigint values: [some SQLEncodable]) {
        appendInterpolation("CAST(\(SQLArray(values)) AS BIGINT[])" as SQL)
    }

    fileprivate mutating func appendInterpolation(text values: [some SQLEncodable]) {
        appendInterpolation("CAST(\(SQLArray(values)) AS TEXT[])" as SQL)
    }
}

extension EngineError {
    /// Whether another statement would fare no better, or this one may have been done already.
    fileprivate var concernsDatabase: Bool {
        switch self {
        case .storageFull, .overloaded, .unavailable, .outcomeUnknown, .closed: true
        case .timedOut, .failed: false
        }
    }
}
