/// Made-up items without end, the same for the same seed.
public struct BulkItems: Sendable {
    private var state: UInt64

    public init(seed: UInt64) {
        state = seed
    }

    /// The tags that every bulk store has.
    public static let tags = [
        "new", "sale", "gift", "handmade", "organic", "recycled", "limited", "bestseller", "seasonal", "vintage",
        "local", "imported", "refurbished", "bulk", "fragile", "heavy", "small", "large", "kids", "outdoor",
    ]

    /// A name for the store of this number; different for every number.
    public static func storeName(_ number: Int) -> String {
        "\(owners[number % owners.count]) \(trades[number / owners.count % trades.count]) No. \(number)"
    }

    /// The next item, and the places of its tags in ``tags``.
    public mutating func next() -> (item: DemoItem, tags: [Int]) {
        let (quality, material, thing) = (pick(Self.qualities), pick(Self.materials), pick(Self.things))
        let cents = 100 + random(below: 40_000)
        let item = DemoItem(
            name: "\(quality) \(material) \(thing)",
            description: "A \(quality.lowercased()) \(thing) of \(material), \(pick(Self.uses)). "
                + "Article \(random(below: 10_000_000)).",
            price: DemoPrice(units: cents, digits: 2).literal, tags: [])
        let first = random(below: Self.tags.count)
        return (item, (0..<random(below: 4)).map { (first + $0 * 3) % Self.tags.count })
    }

    private mutating func pick(_ words: [String]) -> String { words[random(below: words.count)] }

    /// SplitMix64 (Steele, Lea, Flood 2014).
    private mutating func random(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
}

extension BulkItems {
    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: { $0 == "," || $0 == "\n" }).map { word in String(word.drop { $0 == " " }) }
    }

    private static let owners = words(
        """
        Lindqvist, Okafor, Tanaka, Moreau, Novák, García, Silva, Haddad, Kowalska, O’Brien, Schäfer, Yılmaz, Nguyen,
        Rossi, Petrova, Andersen, Mwangi, Singh, Larsen, Dubois, Kim, Horváth, Papadakis, Costa, Virtanen, Ivanova
        """)
    private static let trades = words(
        "Trading, Supply, Wares, Market, Goods, Outfitters, Emporium, Depot, Provisions, Stores, Bazaar, Works")
    private static let qualities = words(
        """
        Sturdy, Slim, Folding, Polished, Classic, Compact, Heavy, Light, Rustic, Modern, Foldable, Quiet, Bright, Soft,
        Plain, Tall, Round, Square, Curved, Simple, Everyday, Reversible, Stackable, Portable, Padded, Double, Narrow
        """)
    private static let materials = words(
        """
        oak, walnut, beech, ash, pine, bamboo, steel, brass, copper, iron, aluminium, glass, stoneware, porcelain,
        linen, cotton, wool, felt, leather, cork, rattan, paper, marble, slate, enamel, canvas, silk, hemp
        """)
    private static let things = words(
        """
        bowl, tray, lamp, stool, shelf, basket, box, mug, plate, jug, vase, clock, frame, hook, mirror, bench, chair,
        table, cushion, blanket, apron, towel, rug, board, knife block, candle holder, planter, watering can, doorstop,
        bookend, pen pot, notebook cover, key ring, umbrella stand, coat rack, wastebasket, teapot, ladle, whisk, sieve
        """)
    private static let uses = words(
        """
        for the kitchen, for the hall, for small flats, for the garden, for the desk, for travelling,
        for children’s rooms, for the workshop, for long evenings, for every day
        """)
}
