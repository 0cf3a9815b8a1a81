import SQLEngines

/// A bulk change on its way through the items, a thousand at a time: a preview where nothing is written.
struct BulkRun {
    private var rules: BulkRules
    private let ids: [Item.ID]
    private let locks: BulkLocks?
    private var writing: BulkWriting?
    private var digest: BulkDigest
    private(set) var report = BulkReport()

    init(rules: BulkRules, ids: [Item.ID], locks: BulkLocks? = nil, writing: BulkWriting? = nil) {
        self.rules = rules
        self.ids = ids
        self.locks = locks
        self.writing = writing
        digest = BulkDigest(rules)
        report.meant = ids.count
        report.destination = rules.destination
    }

    /// `expected` is the digest of what somebody saw and wants done. Throws `.selectionChanged` at the end when it is
    /// another by now, `.bulkRefused` when any item stood against the change.
    mutating func go(in session: any Session, expecting expected: String? = nil) async throws {
        for ids in ids.inThousands {
            let items = try await session.items(ids)
            refuseMissing(ids, items)
            let steps = try items.compactMap { item in try step(for: item).map { (item, $0) } }
            // With the first refusal there is nothing to be kept: the others are only looked at.
            if report.refused == 0 { try await writing?.write(steps, &rules, in: session) }
        }
        report.digest = digest.text()
        if let expected { try report.check(expected) }
        try await writing?.finish(in: session)
    }

    /// What becomes of the item, noted; nil when nothing does.
    private mutating func step(for item: Item) throws -> BulkStep? {
        try locks?.check(item)
        do throws(BulkObstacle) {
            let step = try rules.step(for: item)
            digest.add(item, step.code)
            if step == .none { return nil }
            note(step, of: item)
            return step
        } catch {
            digest.add(item, error.rawValue)
            refuse(item.id, item.name, error)
            return nil
        }
    }

    private mutating func note(_ step: BulkStep, of item: Item) {
        report.changing += 1
        guard report.firstChanges.count < BulkReport.shown else { return }
        report.firstChanges.append(
            BulkChange(id: item.id, before: BulkItem(item), after: rules.outcome(step, for: item)))
    }

    private mutating func refuseMissing(_ ids: [Item.ID], _ items: [Item]) {
        if ids.count == items.count { return }
        let found = Set(items.map(\.id))
        for id in ids where !found.contains(id) {
            digest.add(missing: id)
            refuse(id, nil, .notFound)
        }
    }

    private mutating func refuse(_ id: Item.ID, _ name: String?, _ obstacle: BulkObstacle) {
        report.obstacles[obstacle, default: 0] += 1
        guard report.firstRefusals.count < BulkReport.shown else { return }
        report.firstRefusals.append(BulkRefusal(id: id, name: name, obstacle: obstacle))
    }
}

extension BulkReport {
    /// Throws `.selectionChanged` unless it is a report of just what is expected, `.bulkRefused` when that cannot be done.
    func check(_ expected: String) throws {
        guard digest == expected else { throw CatalogueError.selectionChanged(found: meant) }
        if refused > 0 { throw CatalogueError.bulkRefused(count: refused, first: firstRefusals) }
    }
}
