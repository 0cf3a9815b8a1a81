import SQLEngines

/// Some rows of an import inside a transaction: looks at all of them first, and then writes those that are good.
///
/// Nothing is left for a constraint to refuse: on PostgreSQL one refused statement would spoil the transaction, and the
/// good rows with it. What the rows need is taken first, in the order of ``ItemLocks``, so that it stays as it was seen.
struct ImportBatch {
    let items: ItemService
    let session: any Session
    /// At most ``atOnce``.
    let rows: [ImportRow]

    /// Rows of a transaction that others wait for, and that are in memory at once.
    static let atOnce = 500

    /// How often one item may come where nothing makes its rows one transaction: each time is another look at the database,
    /// while others wait.
    static let mostRounds = 10

    /// Throws ``ImportOvertaken``: what calls it is to be done by ``untilNotOvertaken(_:)``.
    func run() async throws -> ImportReport {
        let stores = try await ImportStores(rows, itemsWith: rows.compactMap(\.id), in: session)
        let rounds = rounds
        if rounds.count > 1 { try await takeAll(in: stores) }
        var report = ImportReport()
        for round in rounds { report.add(try await run(round, in: stores)) }
        return report
    }

    /// All rows, but no item twice in a round: the second row about one must find it as the first has left it.
    private var rounds: [[ImportRow]] {
        var rounds: [[ImportRow]] = []
        var seen: [Item.ID: Int] = [:]
        for row in rows {
            let round = row.id.flatMap { seen[$0] } ?? 0
            if let id = row.id { seen[id] = round + 1 }
            if round == rounds.count { rounds.append([]) }
            rounds[round].append(row)
        }
        return rounds
    }

    /// What any round needs: taken by the second after the first had taken tags, it would be out of the common order.
    private func takeAll(in stores: ImportStores) async throws {
        let known = try await session.take(rows.compactMap(\.id))
        try await ImportTags.take(
            Set(rows.flatMap { ItemDraft($0).tags ?? [] }.map(\.key)), of: stores.all,
            and: known.values.flatMap(\.tags).map(\.id), in: session)
    }

    private func run(_ rows: [ImportRow], in stores: ImportStores) async throws -> ImportReport {
        let known = try await session.take(rows.compactMap(\.id))
        guard known.values.allSatisfy({ stores[$0.store.id] != nil }) else { throw ImportOvertaken() }
        var report = ImportReport()
        var plans: [ImportPlan] = []
        for row in rows {
            var draft = ItemDraft(row)
            let plan = try await plan(&draft, in: stores, known)
            if let plan, draft.faults.isEmpty { plans.append(plan) } else { report.refuse(draft.faults) }
        }
        try await write(plans, counting: &report)
        return report
    }

    /// What is to be done for the row; nil with its reasons in the draft.
    private func plan(
        _ draft: inout ItemDraft, in stores: ImportStores, _ known: [Item.ID: Item]
    ) async throws -> ImportPlan? {
        let old = draft.row.id.flatMap { known[$0] }
        if draft.row.id != nil, old == nil {
            draft.note(.id, ValueError("not_found", "names no item; leave it out to make a new one"))
        }
        let named = stores.store(of: &draft)
        guard let store = named ?? old.flatMap({ stores[$0.store.id] }) else { return nil }
        if let currency = draft.row.currency, currency != store.currency.code {
            draft.note(.currency, ValueError("currency_mismatch", "must be \(store.currency.code), the store's"))
        }
        do {
            if let old { return try await change(old, draft, to: store) }
            return try new(draft, in: store)
        } catch let refusal as CatalogueError {
            try draft.note(refusal)
            return nil
        }
    }

    private func new(_ draft: ItemDraft, in store: Tag.Owner) throws -> ImportPlan? {
        if let price = draft.price { _ = try price.amount(in: store.currency) }
        guard draft.row.id == nil, let name = draft.name, let price = draft.price else { return nil }
        let item = NewItem(name: name, description: draft.description ?? nil, price: price, storeID: store.id)
        return ImportPlan(.create(item), store: store.id, tags: draft.tags ?? [])
    }

    private func change(_ old: Item, _ draft: ItemDraft, to store: Tag.Owner) async throws -> ImportPlan {
        let change = ItemChange(
            name: draft.name, description: draft.description, price: draft.price, storeID: store.id)
        var bare = old
        // Tags that are said anew are taken off first, so that they hold no item back from another store.
        if draft.tags != nil { bare.tags = [] }
        var new = try await session.applying(change, to: bare, at: items.clock.now())
        new.tags = old.tags
        return ImportPlan(.change(old, new), store: store.id, tags: draft.tags)
    }

    private func write(_ plans: [ImportPlan], counting report: inout ImportReport) async throws {
        let tags = try await ImportTags(plans, items.stamp(), in: session)
        var loading = ItemLoading(session: session, items.stamp())
        var renamed: [(id: Item.ID, words: ItemWords)] = []
        for plan in plans {
            switch plan.deed {
            case .create(let item):
                try await loading.write(LoadedItem(item, tags: tags.ids(of: plan)))
                report.created += 1
            case .change(let old, let new):
                let isChanged = try await change(
                    old, new, tags: plan.tags == nil ? nil : tags.ids(of: plan), counting: &loading)
                if new.words.terms != old.words.terms { renamed.append((new.id, new.words)) }
                if isChanged { report.updated += 1 } else { report.unchanged += 1 }
            }
        }
        try await items.search.learn(renamed.map(\.words) + loading.words.map(\.words), in: session)
        for (id, words) in renamed { try await items.search.put(words, of: id, in: session) }
        try await loading.finish(items.search)
    }

    /// Makes the item what it is to be; false when it is that already. Everything it is about is taken, so that what is not
    /// as it was seen has been overtaken.
    private func change(
        _ old: Item, _ new: Item, tags: [Tag.ID]?, counting loading: inout ItemLoading
    ) async throws -> Bool {
        let stamp = items.stamp()
        let isMoved = new.store.id != old.store.id
        let before = old.tags.map(\.id)
        let after = tags ?? before
        let gone = before.filter { isMoved || !after.contains($0) }
        let added = after.filter { isMoved || !before.contains($0) }
        guard try await session.unlink(old.id, gone) == gone.count else { throw ImportOvertaken() }
        let differs = new.differs(from: old)
        if differs { try await items.replace(old, with: new, stamp, in: session) }
        guard try await session.link(old.id, added) == added.count else { throw ImportOvertaken() }
        if !gone.isEmpty || !added.isEmpty {
            try await session.countTags(added.count - gone.count, on: [old.id], stamp)
            loading.count(-1, of: gone)
            loading.count(1, of: added)
        }
        return differs || !gone.isEmpty || !added.isEmpty
    }
}

/// What is to be done for a good row.
struct ImportPlan: Sendable {
    enum Deed: Sendable {
        case create(NewItem)
        /// The item as it is, and as it is to be but for its tags.
        case change(Item, Item)
    }

    let deed: Deed
    /// Where the item is to be.
    let store: Store.ID
    /// The tags it is to carry; nil for those it has.
    let tags: [Name]?

    init(_ deed: Deed, store: Store.ID, tags: [Name]?) {
        self.deed = deed
        self.store = store
        self.tags = tags
    }
}

extension Session {
    /// Takes the items and reads them as they stand. Those that are not there are left out.
    fileprivate func take(_ ids: [Item.ID]) async throws -> [Item.ID: Item] {
        if ids.isEmpty { return [:] }
        try await lock(rows: "items WHERE id IN (\(ids.list())) ORDER BY id")
        let rows = try await all(
            """
            SELECT \(ItemRow.columns), \(StoreTerms.columns) FROM items i JOIN stores s ON s.id = i.store_id
            WHERE i.id IN (\(ids.list())) AND s.closed_at IS NULL
            """
        ) { row in (try ItemRow(row: &row), try StoreTerms(row: &row)) }
        return Dictionary(try await joined(rows).map { ($0.id, $0) }) { first, _ in first }
    }
}
