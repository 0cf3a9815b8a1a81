/// A kind of shop: who runs one, what they sell, and in which versions. Items are goods times versions.
struct ShopKind: Sendable {
    /// A line a store: `name | currency`.
    let storefronts: String
    /// A line an article: `name | price | tag, tag | what it is`.
    let goods: String
    /// A line a version: `name with {} for the article's | price in percent | tag, tag | what is special`.
    let versions: String

    /// The stores with their items. Of several stores, each lacks a part that the others have.
    func stores() throws(WordListFault) -> [DemoStore] {
        let fronts = try WordList(storefronts, columns: 2).rows
        let items = try items()
        return fronts.enumerated().map { number, front in
            DemoStore(name: front[0], currency: front[1], items: Self.share(of: items, number, of: fronts.count))
        }
    }

    private static func share(of items: [DemoItem], _ number: Int, of count: Int) -> [DemoItem] {
        guard count > 1 else { return items }
        return items.enumerated().filter { ($0.offset + number) % (count + 1) != 0 }.map(\.element)
    }

    private func items() throws(WordListFault) -> [DemoItem] {
        let versions = try WordList(versions, columns: 4).rows
        var items: [DemoItem] = []
        for article in try WordList(goods, columns: 4).rows {
            for version in versions { items.append(try Self.item(article, version)) }
        }
        return items
    }

    private static func item(_ article: [String], _ version: [String]) throws(WordListFault) -> DemoItem {
        guard let percent = Int(version[1]), let price = DemoPrice(article[1]) else {
            throw WordListFault(line: article[0] + " / " + version[0])
        }
        var tags = WordList.words(article[2])
        for tag in WordList.words(version[2]) where !tags.contains(tag) { tags.append(tag) }
        return DemoItem(
            name: version[0].replacing("{}", with: article[0]),
            description: [article[3], version[3]].filter { !$0.isEmpty }.joined(separator: " "),
            price: price.times(percent: percent).literal, tags: tags)
    }
}

/// Lines of columns between bars.
struct WordList {
    let rows: [[String]]

    init(_ text: String, columns: Int) throws(WordListFault) {
        var rows: [[String]] = []
        for line in text.split(separator: "\n") {
            let row = line.split(separator: "|", omittingEmptySubsequences: false).map(Self.trimmed)
            guard row.count == columns, !row[0].isEmpty else { throw WordListFault(line: String(line)) }
            rows.append(row)
        }
        self.rows = rows
    }

    /// The words between commas.
    static func words(_ text: String) -> [String] {
        text.split(separator: ",").map(trimmed)
    }

    private static func trimmed(_ text: Substring) -> String {
        String(String(text.drop { $0 == " " }).reversed().drop { $0 == " " }.reversed())
    }
}
