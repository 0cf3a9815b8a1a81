import SQLEngines

/// The target's side of a move, in one transaction: writes what comes, makes the search anew, and reads everything back.
struct TransferTarget {
    let session: any Session
    let dialect: Dialect
    let keys: [SharedKey]
    let pipe: TransferPipe
    let progress: Transfer.Progress

    func run() async throws -> [TransferredTable] {
        try await checkEmptiness()
        try await checkKeys()
        let (digests, total) = try await writeAll()
        for key in keys.reversed() { try await session.insert(key) }
        try await rebuildSearch()
        return try await compareAll(with: digests, of: total)
    }

    private func checkEmptiness() async throws {
        for table in TransferTable.all {
            guard try await table.isEmpty(in: session) else {
                throw TransferRefused(
                    "The target is not empty: it has rows in \(table.name). Move into a new database; nothing was changed."
                )
            }
        }
    }

    private func checkKeys() async throws {
        guard try await session.sharedKeys().isEmpty else {
            throw TransferRefused(
                "The target was served before: it has signing keys. Move into a new database; nothing was changed.")
        }
    }

    private func writeAll() async throws -> (digests: [TransferDigest], total: Int) {
        guard case .total(let total)? = try await pipe.next() else { throw Self.isCutShort }
        var (digests, done) = ([TransferDigest](), 0)
        for table in TransferTable.all {
            let (digest, lastID) = try await write(table) { rows in
                done += rows
                await progress(.copying, done, total)
            }
            digests.append(digest)
            // No id is ever given twice, also not that of a row which was deleted before the move.
            try await IdentitySequence(table: table, dialect: dialect).advance(past: lastID, in: session)
        }
        return (digests, total)
    }

    private func write(
        _ table: TransferTable, _ progress: (_ rows: Int) async -> Void
    ) async throws -> (TransferDigest, lastID: Int64) {
        var digest = TransferDigest()
        while let piece = try await pipe.next() {
            switch piece {
            case .rows(let rows):
                digest.add(rows)
                try await table.insert(rows, in: session)
                await progress(rows.count)
            case .end(let count, let lastID):
                // Counted apart from what was read: a damaged index may hide rows from an order.
                guard digest.rows == count else {
                    throw TransferRefused(
                        "The source has \(count) rows in \(table.name), of which \(digest.rows) could be read in order: it is "
                            + "damaged. Nothing was kept.")
                }
                return (digest, lastID)
            case .total: throw Self.isCutShort
            }
        }
        throw Self.isCutShort
    }

    private func rebuildSearch() async throws {
        let total: Int = try await session.value("SELECT count(*) FROM items") ?? 0
        var done = 0
        try await SearchRebuilding(session: session, search: dialect.itemSearch).run { items in
            done += items
            await progress(.indexing, done, total)
        }
    }

    private func compareAll(with digests: [TransferDigest], of total: Int) async throws -> [TransferredTable] {
        var (moved, done) = ([TransferredTable](), 0)
        for (table, expected) in zip(TransferTable.all, digests) {
            var found = TransferDigest()
            try await table.stream(in: session) { rows in
                found.add(rows)
                done += rows.count
                await progress(.comparing, done, total)
            }
            guard found.rows == expected.rows, found.text() == expected.text() else {
                throw TransferRefused(
                    "The table \(table.name) came out differently on the other side. Nothing was kept; please report it."
                )
            }
            moved.append(TransferredTable(name: table.name, rows: found.rows, digest: found.text()))
        }
        return moved
    }

    /// The transaction was begun anew, and what it had read before does not come again.
    private static let isCutShort = TransferRefused("The move was interrupted. Nothing was kept; begin it again.")
}
