import Synchronization

/// Words that this process has seen in the database's vocabulary, which never forgets one unless the
/// database itself does: those of late, some thousands.
final class KnownWords: Sendable {
    private struct Generations {
        var recent: Set<String> = []
        var older: Set<String> = []
    }

    private let most: Int
    private let generations = Mutex(Generations())

    /// Remembers the last `most` words that were asked for, and up to as many before these.
    init(most: Int = 8_192) {
        self.most = most
    }

    /// Those that have not been seen, or not of late.
    func unknown(among words: some Sequence<String>) -> [String] {
        generations.withLock { generations in
            words.filter { word in
                if generations.recent.contains(word) { return false }
                guard generations.older.contains(word) else { return true }
                remember(word, &generations)
                return false
            }
        }
    }

    func learn(_ words: some Sequence<String>) {
        generations.withLock { generations in
            for word in words { remember(word, &generations) }
        }
    }

    func forgetAll() {
        generations.withLock { $0 = Generations() }
    }

    private func remember(_ word: String, _ generations: inout Generations) {
        if generations.recent.count >= most { generations = Generations(older: generations.recent) }
        generations.recent.insert(word)
    }
}
