/// What a connection is wanted for. `patient` is what waits for others' locks, and changes that take as long as they need.
enum PostgresWork: Int, CaseIterable {
    case read, longRead, write, patient
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

    /// Of 16 connections long reads have 8 at most, patient work 4, it and writes 14 together: short reads are sure of one, and
    /// long ones of another. Each that is kept from writes costs a full pool that much of its group commits.
    init(of limit: Int) {
        // Fewer cannot be divided: one of them is kept for all that is short.
        let kept = limit < 4 ? 0 : max(1, limit / 16)
        let keptFromWrites = limit < 8 ? kept : 2 * kept
        bounds = [
            Bound(works: PostgresWork.allCases, most: limit),
            Bound(works: [.longRead, .write, .patient], most: limit - kept),
            Bound(works: [.write, .patient], most: limit - keptFromWrites),
            Bound(works: [.longRead, .patient], most: max(1, limit - kept - 1)),
            Bound(works: [.longRead], most: max(1, limit / 2)),
            // Where there are two, one waits for what the other does.
            Bound(works: [.patient], most: limit < 4 ? 1 : max(2, limit / 4)),
        ]
    }

    func admits(_ work: PostgresWork) -> Bool {
        bounds.allSatisfy { bound in
            !bound.works.contains(work) || bound.works.reduce(0) { $0 + taken[$1.rawValue] } < bound.most
        }
    }

    mutating func take(_ work: PostgresWork) { taken[work.rawValue] += 1 }

    mutating func giveBack(_ work: PostgresWork) { taken[work.rawValue] -= 1 }
}
