import Testing

@testable import SQLEngines

@Suite("The shares of PostgreSQL's connections")
struct PostgresSharesTests {
    @Test(
        "However many connections there are, each kind of work is let in when nobody else is there", arguments: 1...64)
    func alone(_ limit: Int) {
        for work in PostgresWork.allCases { #expect(PostgresShares(of: limit).admits(work)) }
    }

    @Test("All that may take long leaves a connection to what is short", arguments: 3...64)
    func short(_ limit: Int) {
        for order in [[PostgresWork.longRead, .bulkRead, .bulk], [.bulk, .bulkRead, .longRead]] {
            let shares = full(limit, order)
            #expect(shares.admits(.read))
            #expect(shares.admits(.write))
        }
    }

    @Test("Whoever waits for locks or changes much leaves a connection to writes and to searches", arguments: 2...64)
    func locks(_ limit: Int) {
        for work in [PostgresWork.patient, .bulk] {
            #expect(full(limit, [work]).admits(.write))
            #expect(full(limit, [work]).admits(.longRead))
        }
        #expect(limit < 4 || full(limit, [.patient, .bulk]).admits(.longRead))
        #expect(limit < 4 || full(limit, [.bulk, .patient]).admits(.write))
    }

    @Test(
        "Whatever others take, short reads have a connection, and long reads what writes leave them", arguments: 4...64)
    func reads(_ limit: Int) {
        for order in [
            [PostgresWork.longRead, .bulkRead, .bulk, .write, .patient],
            [.bulk, .patient, .write, .bulkRead, .longRead],
        ] {
            #expect(full(limit, order).admits(.read))
        }
        #expect(full(limit, [.read, .longRead, .bulkRead]).admits(.write))
        #expect(limit < 8 || full(limit, [.bulk, .write, .patient]).admits(.longRead))
    }

    @Test("What reads much leaves a connection to searches", arguments: 3...64)
    func searches(_ limit: Int) {
        #expect(full(limit, [.bulkRead]).admits(.longRead))
    }

    @Test(
        "Of 16 connections each kind may have the most that is promised",
        arguments: zip(PostgresWork.allCases, [15, 12, 4, 14, 8, 4]))
    func most(_ work: PostgresWork, _ most: Int) {
        var shares = PostgresShares(of: 16)
        for _ in 0..<most {
            #expect(shares.admits(work))
            shares.take(work)
        }
        #expect(!shares.admits(work))
        shares.giveBack(work)
        #expect(shares.admits(work))
    }

    /// Where each of these took all that it could, one kind after another.
    private func full(_ limit: Int, _ works: [PostgresWork]) -> PostgresShares {
        var shares = PostgresShares(of: limit)
        for work in works {
            while shares.admits(work) { shares.take(work) }
        }
        return shares
    }
}
