import SQLEngines

/// How an engine finds items by their words. The rules are those of ``ItemWords`` and ``WordQuery`` on every engine;
/// only the means differ.
protocol ItemSearch: Sendable {
    var dialect: Dialect { get }

    /// Keeps the item's words, in place of any it had.
    func put(_ words: ItemWords, of item: Item.ID, in session: any Session) async throws
    /// Prepares for putting words of many items one by one: two who do that then do not wait for one another in a circle.
    func learn(_ words: [ItemWords], in session: any Session) async throws
    /// Keeps the words of many new items, faster than one by one.
    func load(_ items: [(id: Item.ID, words: ItemWords)], in session: any Session) async throws
    /// Forgets the item's words.
    func forget(_ item: Item.ID, in session: any Session) async throws
    /// Forgets the words of many items, at most a thousand.
    func forget(_ items: [Item.ID], in session: any Session) async throws
    /// Keeps the words of many items, at most a thousand, that are about to move to a store; their rows still say where
    /// they come from. Only the store is another.
    func move(_ items: [(id: Item.ID, words: ItemWords)], to store: Store.ID, in session: any Session) async throws
    /// Forgets the words of all items up to the id `last` of a store.
    func forget(upTo last: Item.ID, of store: Store.ID, in session: any Session) async throws

    /// A condition: some item has the word that the expression `word` says, or had it before a change that waits.
    func holds(_ word: SQL) -> SQL

    /// The query as the index can answer it best.
    func prepare(_ query: WordQuery, in session: any Session) async throws -> WordQuery
    /// The query with every word of five letters or more also taken for the known words one edit off; nil when there
    /// are none.
    func respell(_ query: WordQuery, in session: any Session) async throws -> WordQuery?

    /// A table `(id)` of the items that the query finds at `rank`, or at any.
    func hits(_ query: WordQuery, _ rank: WordRank?) -> SQL
    /// The same from the id `after` on, ordered by id, at a cost that does not grow with what is not read.
    func hits(_ query: WordQuery, _ rank: WordRank?, after: Int64, descending: Bool) -> SQL
    /// What keeps the order of ``hits(_:_:after:descending:)``, joined first as `h`, in a list.
    func orderOfHits(descending: Bool) -> SQL
    /// A condition on `i.id`: the query finds that item at `rank`, or at any.
    func finds(_ query: WordQuery, _ rank: WordRank?) -> SQL
    /// The same condition by a set of all hits, made once: quicker where very many items are asked and the hits are not
    /// too many. nil where the hits are not at hand.
    func isAmongHits(_ query: WordQuery, _ rank: WordRank?) -> SQL?
    /// Whether the engine must be told to ask the set before it reads the item itself.
    var asksSetFirst: Bool { get }
}

extension ItemSearch {
    /// An engine with one writer has nothing to do.
    func learn(_ words: [ItemWords], in session: any Session) async throws {}
}

extension Dialect {
    /// How this engine finds items by their words.
    var itemSearch: any ItemSearch {
        switch name {
        case .sqlite: FullTextIndex()
        case .postgres: TermIndex()
        }
    }
}
