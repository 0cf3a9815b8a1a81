import SQLEngines

/// Makes items on PostgreSQL: those that are asked for while others are written share the next transaction, its two ways
/// over the wire and its commit.
///
/// First it takes the stores, draws the ids and asks which words are new; then everything is written, in one packet with the
/// commit. A group waits for no store and hardly for a word, as others wait for it. Whose store somebody else has taken goes
/// into a second group, which waits, of creates in that store alone (as good as); what fails there is made alone.
struct ItemCreating: Sendable {
    /// nil for what is to be tried another way.
    private typealias Answer = Result<Item, any Error>?
    private typealias Place = Gathering<Entry, Answer>

    private struct Entry: Sendable {
        let item: NewItem
        let stamp: Stamp
        let words: ItemWords
        let asked = ContinuousClock.now

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
    /// An item of more words than these holds nobody else up.
    private static let mostWords = 256
    /// Who has waited so long for a group to end is told that too much is going on: as long as a write waits on SQLite.
    private static let patience = Duration.seconds(20)
    /// Creates of one store meet at one place, so that no two groups want the same store's count.
    private let places: [Place]
    /// Where those meet who wait for a store: so many that two stores seldom share one.
    private let waitingPlaces: [Place]

    init(engine: any Engine, index: TermIndex) {
        self.engine = engine
        self.index = index
        places = (0..<Self.width).map { _ in Place(most: 64) }
        waitingPlaces = (0..<64).map { _ in Place(most: 64) }
    }

    /// Throws as ``ItemService/create(_:tags:)`` does.
    func create(_ item: NewItem, _ stamp: Stamp) async throws -> Item {
        let entry = Entry(item, stamp)
        if entry.words.terms.count <= Self.mostWords {
            let store = item.storeID.rawValue.magnitude
            let place = places[Int(store % UInt64(places.count))]
            if let made = await place.answer(to: entry, { await together($0, waits: false) }) { return try made.get() }
            let waiting = waitingPlaces[Int(store % UInt64(waitingPlaces.count))]
            if let made = await waiting.answer(to: entry, { await together($0, waits: true) }) { return try made.get() }
        }
        return try await alone(entry)
    }

    private func alone(_ entry: Entry) async throws -> Item {
        let made = try await engine.write { session in try await make([entry], waits: true, in: session) }
        guard let item = try made.first??.get() else { throw CatalogueError.missingStore }
        return item
    }

    private func together(_ group: [Entry], waits: Bool) async -> [Answer] {
        let oldest = ContinuousClock.now - Self.patience
        var made = await write(group.filter { $0.asked >= oldest }, waits: waits).makeIterator()
        return group.map { entry in
            if entry.asked < oldest { return .failure(EngineError.overloaded) }
            return made.next() ?? nil
        }
    }

    private func write(_ group: [Entry], waits: Bool) async -> [Answer] {
        if group.isEmpty { return [] }
        do {
            return try await engine.write { session in try await make(group, waits: waits, in: session) }
        } catch let error as EngineError where error.isFinal(waits: waits) {
            return group.map { _ in .failure(error) }
        } catch {
            return group.map { _ in nil }
        }
    }
}

extension ItemCreating {
    /// nil for those whose store is missing, or is taken and not waited for.
    private func make(_ group: [Entry], waits: Bool, in session: any Session) async throws -> [Answer] {
        let found = try await look(group, waits: waits, in: session)
        var answers = [Answer](repeating: waits ? .failure(CatalogueError.missingStore) : nil, count: group.count)
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
        var asked = [
            Self.stores(group.map { $0.item.storeID }, waits: waits), Self.ids(group.count),
            index.unknown(group.map { $0.words }),
        ]
        if !waits { asked.append("SELECT set_config('lock_timeout', '50', true)") }
        try await session.run(asked) { statement, row in
            switch statement {
            case 0: found.stores[try row.next()] = try StoreTerms(row: &row)
            case 1: found.ids.append(try row.next())
            case 2: found.unknownWords.append(try row.next())
            default: break
            }
        }
        return found
    }

    /// Takes the stores that are there, in the order of their ids; without waiting those that nobody else has taken.
    private static func stores(_ ids: [Store.ID], waits: Bool) -> SQL {
        let patience: SQL = waits ? "" : " SKIP LOCKED"
        return """
            SELECT s.id, \(StoreTerms.columns) FROM stores s
            WHERE s.id = ANY (\(bigint: ids)) AND s.closed_at IS NULL ORDER BY s.id FOR NO KEY UPDATE\(patience)
            """
    }

    private static func ids(_ count: Int) -> SQL {
        "SELECT nextval(pg_get_serial_sequence('items', 'id')) FROM generate_series(1, \(count))"
    }
}

extension EngineError {
    /// Whether another try would fare no better, or this one may have been done already. Who did not wait may have been in
    /// somebody's way.
    fileprivate func isFinal(waits: Bool) -> Bool {
        switch self {
        case .storageFull, .unavailable, .outcomeUnknown, .closed: true
        case .overloaded: waits
        case .timedOut, .failed: false
        }
    }
}
