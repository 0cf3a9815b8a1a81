import SQLEngines

extension ItemService {
    /// How long the sweeping of words rests between one time and the next.
    private static let pause = Duration.seconds(6 * 3600)

    /// Drops words that no item has any more from the vocabulary, now and every six hours, until cancelled. One task of a
    /// program does this; without it a word that nobody has takes room and does no other harm.
    ///
    /// What stops it is told to `report`, and it goes on the next time.
    public func keepWordsSwept(_ clock: MonotonicClock = .system, report: (_ cause: any Error) -> Void) async {
        while !Task.isCancelled {
            do {
                try await sweepWords()
            } catch  where !Task.isCancelled {
                report(error)
            } catch {}
            try? await clock.sleep(Self.pause)
        }
    }

    /// Looks at all words, some in each read, and writes only what is to be dropped, so that nobody waits for it.
    func sweepWords() async throws {
        var last = ""
        while !Task.isCancelled, let end = try await sweepWords(after: last) { last = end }
    }

    /// The last word that was looked at; nil when there were no more.
    private func sweepWords(after last: String) async throws -> String? {
        let sweeping = WordSweeping(search: search)
        let piece = try await engine.read(.bulk) { session in try await sweeping.piece(after: last, in: session) }
        let unused = piece.filter { !$0.isHeld }.map(\.word)
        if !unused.isEmpty { try await engine.write { session in try await sweeping.drop(unused, in: session) } }
        return piece.last?.word
    }
}

/// Drops words that no item has.
///
/// An item may have a word that does not know yet that it has: one in a write that has not ended, or that an instance did
/// not learn again because it knew it (``KnownWords``). So only those are dropped that have not been learnt for one whole
/// day and more, many times as long as either lasts.
struct WordSweeping: Sendable {
    let search: any ItemSearch
    /// Words that are looked at, and dropped, at once: some milliseconds.
    private static let atOnce: SQL = "256"

    /// The next words that may be dropped if no item has them; empty behind the last.
    func piece(after last: String, in session: any Session) async throws -> [(word: String, isHeld: Bool)] {
        try await session.all(
            """
            SELECT w.word, CASE WHEN \(search.holds("w.word")) THEN 1 ELSE 0 END FROM words w
            WHERE w.word > \(last) AND \(isOld("w.learnt_on")) ORDER BY w.word LIMIT \(Self.atOnce)
            """
        ) { row in (try row.next(), try row.next(Int64.self) == 1) }
    }

    /// Drops those of the words that are still not learnt again, and not held by an item.
    func drop(_ words: [String], in session: any Session) async throws {
        let these: SQL = "word IN (\(SQL.list(words)))"
        try await session.lock(rows: "words WHERE \(these) ORDER BY word")
        try await session.execute(
            "DELETE FROM words WHERE \(these) AND \(isOld("learnt_on")) AND NOT (\(search.holds("words.word")))")
    }

    private func isOld(_ day: SQL) -> SQL { "\(day) < \(search.dialect.today) - 1" }
}
