extension ShopKind {
    /// Bowls, cups and vases from one kiln.
    static let pottery = ShopKind(
        storefronts: """
            Keramikos Αιγαίο | EUR
            Ceramika Bolesława | PLN
            """,
        goods: """
            Breakfast bowl | 22.00 | bowl, stoneware | Holds porridge and the warmth of it.
            Noodle bowl | 29.00 | bowl, stoneware | With a place for chopsticks.
            Espresso cup | 14.00 | cup, porcelain | Thin, without a handle.
            Mug ‘Pebble’ | 19.50 | cup, stoneware | Fits the hand; holds 300 ml.
            Dinner plate 27 cm | 26.00 | plate, stoneware | With a low rim.
            Side plate 19 cm | 17.00 | plate, stoneware | For bread, cake and olives.
            Oval platter | 48.00 | plate, large | For a whole fish.
            Milk jug | 24.00 | jug | Pours without a drip.
            Water carafe | 39.00 | jug, large | Keeps it cool by its unglazed foot.
            Bud vase | 18.00 | vase | For one flower.
            Floor vase | 96.00 | vase, large | Thrown in two parts.
            Butter dish | 28.00 | table | The lid is the dish.
            Salt pig | 21.00 | kitchen | Keeps salt dry beside the stove.
            Olive oil bottle | 32.00 | kitchen | With a cork and a spout.
            Incense holder | 12.00 | small | A small hill with a hole.
            Tea light house | 27.00 | light | With windows cut by hand.
            """,
        versions: """
            {}, sea blue | 100 | blue | In our sea-blue glaze.
            {}, white | 100 | white | In matt white.
            {}, ash glaze | 118 | ash, natural | Glazed with ash of the olive trees behind the house.
            {}, peacock eye | 130 | painted, blue | Stamped with the peacock’s eye by hand.
            {}, second | 60 | second choice | Came out of the kiln with a character of its own.
            """)
}
