import SQLEngines
import Synchronization

/// Makes items on PostgreSQL: those that are asked for while others are written share the next transaction.
///
/// What is known of a store and of words is enough to write everything by one way over the wire there and back. A group waits
/// for no store and hardly for a word, as others wait for it. Whose store somebody else has taken goes
/// into a second group, which waits and looks first, of creates in that store alone (as good as); what fails there is made alone.
struct ItemCreating: Sendable {
    /// nil for what is to be tried another way.
    private typealias Answer = Result<Item, any Error>?
    private typealias Place = Gathering<Entry, Answer>

    private struct Entry: Sendable {
        let item: NewItem
        /// In the currency that its store had when it was last looked at.
        let price: Money
        let stamp: Stamp
        let words: ItemWords
        let asked = ContinuousClock.now

        init(_ item: NewItem, _ price: Money, _ stamp: Stamp) {
            self.item = item
            self.price = price
            self.stamp = stamp
            words = ItemWords(name: item.name.text, description: item.description?.text, storeID: item.storeID)
        }
    }

    private let engine: any Engine
    private let vocabulary = KnownWords()
    private let currencies = KnownCurrencies()
    /// How many groups are written at the same time. More make them smaller: four wrote a third fewer on two processors.
    private static let width = 2
    /// An item of more words than these holds nobody else up.
    private static let mostWords = 256
    /// How long a group that others wait for waits for a word, in milliseconds.
    private static let haste = 50
    /// Who has waited so long for a group to end is told that too much is going on: as long as a write waits on SQLite.
    private static let patience = Duration.seconds(20)
    /// Creates of one store meet at one place, so that no two groups want the same store's count.
    private let places: [Place]
    /// Where those meet who wait for a store: so many that two stores seldom share one.
    private let waitingPlaces: [Place]

    init(engine: any Engine) {
        self.engine = engine
        places = (0..<Self.width).map { _ in Place(most: 64) }
        waitingPlaces = (0..<64).map { _ in Place(most: 64) }
    }

    /// Throws as ``ItemService/create(_:tags:)`` does.
    func create(_ item: NewItem, _ stamp: Stamp) async throws -> Item {
        let entry = Entry(item, try await price(of: item), stamp)
        if entry.words.terms.count <= Self.mostWords {
            let store = item.storeID.rawValue.magnitude
            let place = places[Int(store % UInt64(places.count))]
            if let made = await place.answer(to: entry, { await together($0, atOnce) }) { return try made.get() }
            let waiting = waitingPlaces[Int(store % UInt64(waitingPlaces.count))]
            if let made = await waiting.answer(to: entry, { await together($0, afterLook) }) { return try made.get() }
        }
        guard let made = try await written([entry]).first??.get() else { throw CatalogueError.missingStore }
        return made
    }

    /// Looks at the store where its currency is not known or does not take the price: without a lock, which would send others
    /// to the waiting places.
    private func price(of item: NewItem) async throws -> Money {
        if let currency = currencies[item.storeID], let price = try? item.price.money(in: currency) { return price }
        let currency: Currency? = try await engine.value(
            "SELECT currency FROM stores WHERE id = \(item.storeID) AND closed_at IS NULL")
        guard let currency else { throw CatalogueError.missingStore }
        currencies.learn([(item.storeID, currency)])
        return try item.price.amount(in: currency)
    }

    private func together(
        _ group: [Entry], _ write: ([Entry]) async -> [Answer]
    ) async -> [Answer] {
        let oldest = ContinuousClock.now - Self.patience
        let inTime = group.filter { $0.asked >= oldest }
        var made = inTime.isEmpty ? [].makeIterator() : await write(inTime).makeIterator()
        return group.map { entry in
            if entry.asked < oldest { return .failure(EngineError.overloaded) }
            return made.next() ?? nil
        }
    }
}

extension ItemCreating {
    /// Writes what can be written without a look and without waiting.
    private func atOnce(_ group: [Entry]) async -> [Answer] {
        let rows = group.map { entry in
            ItemInsertion.Row(item: entry.item, price: entry.price, stamp: entry.stamp, words: entry.words)
        }
        var answers = [Answer](repeating: nil, count: group.count)
        let insertion = ItemInsertion(rows, vocabulary: vocabulary, haste: Self.haste)
        do {
            for case let written? in try await engine.write(insertion.statements, insertion.written) {
                answers[written.place] = .success(written.item)
            }
            insertion.remember(in: vocabulary)
            return answers
        } catch {
            return Self.answers(to: group, error, isHasty: true)
        }
    }

    /// To be called when another server may have taken over, which need not have all that was acknowledged.
    func forgetWords() { vocabulary.forgetAll() }

    private func afterLook(_ group: [Entry]) async -> [Answer] {
        do {
            return try await written(group)
        } catch {
            return Self.answers(to: group, error, isHasty: false)
        }
    }

    private static func answers(to group: [Entry], _ error: any Error, isHasty: Bool) -> [Answer] {
        let isFinal = (error as? EngineError)?.isFinal(isHasty: isHasty) ?? false
        return group.map { _ in isFinal ? .failure(error) : nil }
    }

    /// Takes the stores, waiting for them, and writes what they allow.
    private func written(_ group: [Entry]) async throws -> [Answer] {
        let (answers, insertion) = try await engine.write { session in
            let stores = try await take(group.map(\.item.storeID), in: session)
            var answers = [Answer](repeating: .failure(CatalogueError.missingStore), count: group.count)
            var (rows, places): ([ItemInsertion.Row], [Int]) = ([], [])
            for (place, entry) in group.enumerated() {
                guard let currency = stores[entry.item.storeID] else { continue }
                do {
                    let price = try entry.item.price.amount(in: currency)
                    rows.append(
                        ItemInsertion.Row(item: entry.item, price: price, stamp: entry.stamp, words: entry.words))
                    places.append(place)
                } catch {
                    answers[place] = .failure(error)
                }
            }
            let insertion = ItemInsertion(rows, vocabulary: vocabulary)
            try await session.run(insertion.statements) { statement, row in
                guard let written = try insertion.written(statement, &row) else { return }
                answers[places[written.place]] = .success(written.item)
            }
            return (answers, insertion)
        }
        insertion.remember(in: vocabulary)
        return answers
    }

    /// The currencies of those that are there, in the order of whose ids they are taken.
    private func take(_ ids: [Store.ID], in session: any Session) async throws -> [Store.ID: Currency] {
        let stores: [(Store.ID, Currency)] = try await session.all(
            """
            SELECT s.id, s.currency FROM stores s
            WHERE s.id = ANY (\(bigint: ids)) AND s.closed_at IS NULL ORDER BY s.id FOR NO KEY UPDATE
            """
        ) { row in (try row.next(), try row.next()) }
        currencies.learn(stores)
        return Dictionary(stores) { first, _ in first }
    }
}

/// Stores' currencies as they once were: whoever goes by them has the database compare.
private final class KnownCurrencies: Sendable {
    private static let most = 10_000
    private let currencies = Mutex<[Store.ID: Currency]>([:])

    subscript(store: Store.ID) -> Currency? { currencies.withLock { $0[store] } }

    func learn(_ stores: [(Store.ID, Currency)]) {
        currencies.withLock { currencies in
            if currencies.count > Self.most { currencies = [:] }
            for (store, currency) in stores { currencies[store] = currency }
        }
    }
}

extension EngineError {
    /// Whether another try would fare no better, or this one may have been done already. Who did not wait may have been in
    /// somebody's way.
    fileprivate func isFinal(isHasty: Bool) -> Bool {
        switch self {
        case .storageFull, .unavailable, .outcomeUnknown, .closed: true
        case .overloaded: !isHasty
        case .timedOut, .failed: false
        }
    }
}
