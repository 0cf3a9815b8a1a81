import SQLEngines

/// The tags that good rows of an import carry: those there are, and new ones where a store lacks them. All of them are
/// taken, and with their stores taken before nobody else makes one of the same name.
struct ImportTags {
    private struct Place: Hashable {
        let store: Store.ID
        let key: String
    }

    private var ids: [Place: Tag.ID] = [:]

    init(_ plans: [ImportPlan], _ stamp: Stamp, in session: any Session) async throws {
        var wanted: [Store.ID: [String: Name]] = [:]
        for plan in plans {
            for name in plan.tags ?? [] where wanted[plan.store]?[name.key] == nil {
                wanted[plan.store, default: [:]][name.key] = name
            }
        }
        for (store, names) in wanted.sorted(by: { $0.key < $1.key }) {
            for (key, id) in try await session.tags(named: names.keys.sorted(), of: store) {
                ids[Place(store: store, key: key)] = id
            }
        }
        try await session.lockTags(Array(ids.values) + plans.flatMap(\.oldTags))
        for (store, names) in wanted.sorted(by: { $0.key < $1.key }) {
            for (key, name) in names.sorted(by: { $0.key < $1.key }) where ids[Place(store: store, key: key)] == nil {
                ids[Place(store: store, key: key)] = try await session.insert(name, in: store, stamp)
            }
        }
    }

    /// Takes the tags of these names that the stores have, and others.
    static func take(
        _ keys: Set<String>, of stores: [Store.ID], and others: [Tag.ID], in session: any Session
    ) async throws {
        var ids = others
        for store in stores { ids += try await session.tags(named: keys.sorted(), of: store).map(\.id) }
        try await session.lockTags(ids)
    }

    /// The tags of a row.
    func ids(of plan: ImportPlan) -> [Tag.ID] {
        (plan.tags ?? []).compactMap { ids[Place(store: plan.store, key: $0.key)] }
    }
}

extension ImportPlan {
    /// Tags that may be taken off.
    fileprivate var oldTags: [Tag.ID] {
        guard case .change(let old, _) = deed, tags != nil else { return [] }
        return old.tags.map(\.id)
    }
}

extension Session {
    fileprivate func tags(named keys: [String], of store: Store.ID) async throws -> [(key: String, id: Tag.ID)] {
        var found: [(key: String, id: Tag.ID)] = []
        for start in stride(from: 0, to: keys.count, by: 1_000) {
            let some = Array(keys[start..<min(start + 1_000, keys.count)])
            found += try await all(
                "SELECT t.name_key, t.id FROM tags t WHERE t.store_id = \(store) AND t.name_key IN (\(some.list()))"
            ) { row in (try row.next(), try row.next()) }
        }
        return found
    }
}
