import Synchronization

/// Words that this process has seen in the database's vocabulary, which never forgets one unless the
/// database itself does: those of late, some thousands.
final class KnownWords: Sendable {
    /// What is to be written, and can then be learnt.
    struct Unknown: Sendable {
        let words: [String]
        /// How often everything had been forgotten.
        fileprivate let era: Int
    }

    private struct Generations {
        var era = 0
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
    func unknown(among words: some Sequence<String>) -> Unknown {
        generations.withLock { generations in
            let unknown = words.filter { word in
                if generations.recent.contains(word) { return false }
                guard generations.older.contains(word) else { return true }
                remember(word, &generations)
                return false
            }
            return Unknown(words: unknown, era: generations.era)
        }
    }

    /// To be called when they are durable. What was asked for before everything was forgotten may have been written where it
    /// is lost: nothing is learnt of it. (Such a write may also have left out a word that was known then. A server that took over
    /// and lacks it learns it when it is next used.)
    func learn(_ unknown: Unknown, where isWorthIt: (String) -> Bool = { _ in true }) {
        let words = unknown.words.filter(isWorthIt)
        generations.withLock { generations in
            guard unknown.era == generations.era else { return }
            for word in words { remember(word, &generations) }
        }
    }

    func forgetAll() {
        generations.withLock { $0 = Generations(era: $0.era + 1) }
    }

    private func remember(_ word: String, _ generations: inout Generations) {
        if generations.recent.count >= most { (generations.older, generations.recent) = (generations.recent, []) }
        generations.recent.insert(word)
    }
}
