/// What a connection is wanted for. A `write` waits a moment only for what others have locked, a `patient` one as long as
/// anything may be waited for; `bulk` changes and reads take as long as they need.
enum PostgresWork: Int, CaseIterable {
    case read, longRead, bulkRead, write, patient, bulk

    init(_ effort: ReadEffort) {
        self =
            switch effort {
            case .point: .read
            case .long: .longRead
            case .bulk: .bulkRead
            }
    }
}

/// How many of a pool's connections each kind of work has, and whether it may have one more: none of them can take so many
/// that the others stand still.
struct PostgresShares {
    private struct Bound {
        let works: [PostgresWork]
        let most: Int
    }

    private let bounds: [Bound]
    private var taken = [Int](repeating: 0, count: PostgresWork.allCases.count)

    /// Of 16 connections reads have 15 at most, searches and bulk reads 12 among them, bulk reads 4, and writes of all kinds
    /// 14, of which 8 may wait for locks and 4 be bulk changes. So short reads are sure of one, writes of one that no read has,
    /// and searches of one that no write has; what waits for locks or is a bulk change leaves one to other writes, and all that
    /// may take long one to what is short. Each that is kept from writes costs a full pool that much of its group commits.
    init(of limit: Int) {
        // Fewer cannot be divided.
        let kept = limit < 4 ? 0 : max(1, limit / 16)
        let keptFromWrites = limit < 8 ? kept : 2 * kept
        bounds = [
            Bound(works: PostgresWork.allCases, most: limit),
            Bound(works: [.read, .longRead, .bulkRead], most: limit - kept),
            Bound(works: [.longRead, .bulkRead, .write, .patient, .bulk], most: limit - kept),
            Bound(works: [.write, .patient, .bulk], most: limit - keptFromWrites),
            Bound(works: [.patient, .bulk], most: max(1, limit - keptFromWrites - 1)),
            Bound(works: [.longRead, .bulkRead, .bulk], most: max(2, limit - kept - 1)),
            Bound(works: [.longRead, .bulkRead], most: max(1, limit * 3 / 4)),
            Bound(works: [.bulkRead], most: max(1, limit / 4)),
            Bound(works: [.patient], most: max(1, limit / 2)),
            Bound(works: [.bulk], most: max(1, limit / 4)),
        ]
    }

    func admits(_ work: PostgresWork) -> Bool {
        bounds.allSatisfy { bound in
            !bound.works.contains(work) || bound.works.reduce(0) { $0 + taken[$1.rawValue] } < bound.most
        }
    }

    func taken(_ work: PostgresWork) -> Int { taken[work.rawValue] }

    mutating func take(_ work: PostgresWork) { taken[work.rawValue] += 1 }

    mutating func giveBack(_ work: PostgresWork) { taken[work.rawValue] -= 1 }
}
