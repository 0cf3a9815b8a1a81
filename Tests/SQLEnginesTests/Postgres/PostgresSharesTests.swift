import Testing

@testable import SQLEngines

@Suite("The shares of PostgreSQL's connections")
struct PostgresSharesTests {
    @Test(
        "However many connections there are, each kind of work is let in when nobody else is there", arguments: 1...64)
    func alone(_ limit: Int) {
        for work in PostgresWork.allCases { #expect(PostgresShares(of: limit).admits(work)) }
    }

    @Test("All that may take long leaves a connection to what is short", arguments: 2...64)
    func short(_ limit: Int) {
        for order in [[PostgresWork.longRead, .patient], [.patient, .longRead]] {
            let shares = full(limit, order)
            #expect(shares.admits(.read))
            #expect(shares.admits(.write))
        }
    }

    @Test(
        "Whatever others take, short reads have a connection, and long reads what writes leave them", arguments: 4...64)
    func reads(_ limit: Int) {
        for order in [[PostgresWork.longRead, .write, .patient], [.patient, .write, .longRead]] {
            #expect(full(limit, order).admits(.read))
        }
        #expect(limit < 8 || full(limit, [.write, .patient]).admits(.longRead))
    }

    @Test(
        "Of 16 connections each kind may have the most that is promised",
        arguments: zip(PostgresWork.allCases, [16, 8, 14, 4]))
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
