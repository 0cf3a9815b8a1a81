import Synchronization

/// Words that this process has seen in the database's vocabulary, which keeps one for a whole day at least after it was
/// learnt (``WordSweeping``), unless the database itself loses it: those of late, some thousands.
final class KnownWords: Sendable {
    /// What is to be written, and can then be learnt.
    struct Unknown: Sendable {
        let words: [String]
        /// How often everything had been forgotten.
        fileprivate let era: Int
    }

    private struct Generations {
        var era = 0
        let beginning: ContinuousClock.Instant
        var recent: Set<String> = []
        var older: Set<String> = []
    }

    private let most: Int
    private let now: @Sendable () -> ContinuousClock.Instant
    private let generations: Mutex<Generations>
    /// How long a word is known without being learnt again: much less than a vocabulary keeps it.
    static let lifetime = Duration.seconds(3600)

    /// Remembers the last `most` words that were asked for, and up to as many before these.
    init(most: Int = 8_192, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
        self.most = most
        self.now = now
        generations = Mutex(Generations(beginning: now()))
    }

    /// Those that have not been seen, or not of late.
    func unknown(among words: some Sequence<String>) -> Unknown {
        generations.withLock { generations in
            if now() - generations.beginning >= Self.lifetime { forgetAll(&generations) }
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
    func learn(_ unknown: Unknown) {
        generations.withLock { generations in
            guard unknown.era == generations.era else { return }
            for word in unknown.words { remember(word, &generations) }
        }
    }

    func forgetAll() {
        generations.withLock { forgetAll(&$0) }
    }

    private func forgetAll(_ generations: inout Generations) {
        generations = Generations(era: generations.era + 1, beginning: now())
    }

    private func remember(_ word: String, _ generations: inout Generations) {
        if generations.recent.count >= most { (generations.older, generations.recent) = (generations.recent, []) }
        generations.recent.insert(word)
    }
}
