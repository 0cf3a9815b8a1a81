/// What a first look through all rows tells: how many they are, and which items they name more than once.
///
/// It keeps eight bytes a row. A file that is broken near its end is found by it before anything is written.
struct ImportSurvey: Sendable {
    private(set) var total = 0
    private(set) var repeated: Set<Item.ID> = []
    /// How many rows name one of these.
    private(set) var repetitions = 0

    init(_ source: any ImportSource) async throws {
        var ids: [Item.ID] = []
        var count = 0
        try await source.forEach { rows in
            count += rows.count
            ids += rows.compactMap(\.id)
        }
        total = count
        ids.sort()
        for (one, next) in zip(ids, ids.dropFirst()) where one == next { repeated.insert(one) }
        if !repeated.isEmpty { repetitions = ids.count { repeated.contains($0) } }
    }
}
