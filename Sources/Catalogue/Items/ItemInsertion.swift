import SQLEngines

/// Writes new items on PostgreSQL, with their stores' counts and their words, by statements of which none needs what another
/// answers. So they can be sent together with the commit.
struct ItemInsertion: Sendable {
    struct Row: Sendable {
        let item: NewItem
        let price: Money
        let stamp: Stamp
        let words: ItemWords
    }

    /// A row that was written.
    struct Written: Sendable {
        /// Which one it was, from 0.
        let place: Int
        let item: Item
    }

    private let rows: [Row]
    private let newWords: KnownWords.Unknown
    /// The first answers what was written.
    let statements: [SQL]

    /// Rows of stores that somebody else has taken, that are not there any more or have another currency are left out, and
    /// answered by nothing. `haste` is how long a word may be waited for, in milliseconds.
    init(_ rows: [Row], vocabulary: KnownWords, haste: Int? = nil) {
        self.rows = rows
        newWords = vocabulary.unknown(among: Set(rows.flatMap { ItemWords.spellable(in: $0.words.text) }))
        let limit: [SQL] = haste.map { ["SELECT set_config('lock_timeout', \(String($0)), true)"] } ?? []
        let learning = limit + [Vocabulary(dialect: .postgres).learning(newWords.words)]
        statements = rows.isEmpty ? [] : [Self.insertion(rows)] + (newWords.words.isEmpty ? [] : learning)
    }

    /// Reads a row that one of the statements answered.
    func written(_ statement: Int, _ row: inout SQLEngines.Row) throws -> Written? {
        guard statement == 0 else { return nil }
        let place: Int = try row.next()
        let new = rows[place]
        let id = Item.ID(try row.next())
        let store = StoreTerms(name: try row.next(), currency: new.price.currency)
        return Written(place: place, item: Item(id, new.item, new.price, in: store, new.stamp))
    }

    /// To be called when all of it is durable.
    func remember(in vocabulary: KnownWords) {
        vocabulary.learn(newWords)
    }

    /// One statement, which takes the stores, draws the ids and writes everything. A row that is taken is counted up as it
    /// stands then, although the statement began before.
    static func insertion(_ rows: [Row]) -> SQL {
        """
        WITH asked AS (
            SELECT * FROM unnest(\(bigint: rows.map(\.item.storeID)), \(text: rows.map(\.price.currency)),
                \(text: rows.map(\.item.name)), \(text: rows.map(\.item.name.key)), \(text: rows.map(\.item.description)),
                \(bigint: rows.map(\.price.minorUnits)), \(bigint: rows.map(\.price.thousandths)),
                \(bigint: rows.map(\.stamp.time)), \(bigint: rows.map(\.stamp.author)), \(text: rows.map(\.words.text)))
            WITH ORDINALITY AS new (store_id, currency, name, name_key, description, price, price_thousandths, time,
                author, words, place)
        ), taken AS MATERIALIZED (
            SELECT id, name, currency FROM stores WHERE id = ANY (\(bigint: rows.map(\.item.storeID)))
            AND closed_at IS NULL ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
        ), sequence AS MATERIALIZED (
            SELECT CAST(pg_get_serial_sequence('items', 'id') AS regclass) AS ids
        ), new AS MATERIALIZED (
            SELECT nextval((SELECT ids FROM sequence)) AS id, asked.*, taken.name AS store
            FROM asked JOIN taken ON taken.id = asked.store_id AND taken.currency = asked.currency
        ), made AS (
            INSERT INTO items (id, store_id, currency, name, name_key, description, price, price_thousandths,
                tags_count, created_at, updated_at, updated_by)
            SELECT id, store_id, currency, name, name_key, description, price, price_thousandths, 0, time, time, author
            FROM new
        ), counted AS (
            UPDATE stores SET items_count = items_count + more.count
            FROM (SELECT store_id, count(*) AS count FROM new GROUP BY store_id) AS more WHERE stores.id = more.store_id
        ), \(TermIndex.keepingNewWords)
        SELECT place - 1, id, store FROM new
        """
    }
}
