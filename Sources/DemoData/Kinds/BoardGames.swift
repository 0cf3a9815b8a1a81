extension ShopKind {
    /// Games for two, for five, for rain.
    static let boardGames = ShopKind(
        storefronts: """
            Meeple Harbour | USD
            Spielbrett Köln | EUR
            """,
        goods: """
            Salt & Spice | 34.00 | strategy, trading | Trade along a coast that changes each time.
            The Cartographers’ Guild | 29.00 | drawing, strategy | Everybody draws the same land differently.
            Orchard Thieves | 16.00 | children, cooperative | Help the fox before the farmer wakes.
            Tram Line 9 | 42.00 | strategy, city | Lay tracks, carry people, curse the bridge.
            Stack the Cats | 14.00 | dexterity, party | They do not like it.
            Lighthouse | 25.00 | cooperative | Four players, one lamp, a lot of fog.
            Go 囲碁 | 68.00 | classic, two players | Katsura board, slate and shell.
            Chess | 59.00 | classic, two players | Weighted pieces, folding board.
            Shōgi 将棋 | 54.00 | classic, two players | Taken pieces change sides.
            Backgammon | 49.00 | classic, two players | Inlaid, with leather cups.
            Mancala | 24.00 | classic, two players | Olive wood, forty-eight stones.
            Carrom | 79.00 | classic, dexterity | A board, a striker, powder.
            Word Harbour | 18.00 | words, party | Ships full of letters.
            Five Minute Heist | 22.00 | party, cooperative | It always takes seven.
            Roman Roads | 47.00 | strategy, history | All of them lead there.
            Moss | 27.00 | solo, nature | Grow quietly.
            """,
        versions: """
            {} | 100 | english |
            {} (deutsche Ausgabe) | 100 | deutsch | Mit deutscher Anleitung.
            {}, with a playing mat | 145 | playing mat | With a mat of neoprene.
            {}, travel edition | 60 | travel | Magnetic and small.
            {}, used | 50 | used | Complete: we counted.
            """)
}
