extension ShopKind {
    /// Toys that need no screen.
    static let toyShop = ShopKind(
        storefronts: """
            Spielzeugwelt Lumi | EUR
            Tin Drum Toys | GBP
            """,
        goods: """
            Wooden train set | 39.00 | wood, trains | An engine, three wagons and a figure of eight.
            Building blocks, 100 pieces | 32.00 | wood, building | Beech, in eight shapes.
            Marble run | 46.00 | wood, building | Goes together in more ways than you have afternoons.
            Rag doll ‘Nell’ | 28.00 | doll, cloth | Wool hair, and pockets.
            Teddy bear ‘Bruno’ | 34.00 | soft toy | Mohair, with joints.
            Kite ‘Swallow’ | 24.00 | outdoor | Flies from a light breeze on.
            Tin robot | 19.50 | tin, clockwork | Walks, and throws sparks.
            Spinning top | 12.00 | tin | Hums a chord.
            Doll’s house | 119.00 | wood, doll | Two floors, an attic, a door that shuts.
            Puppet theatre | 69.00 | wood, theatre | With curtains, for two hands or four.
            Jigsaw ‘World Map’, 500 pieces | 21.00 | puzzle | With animals where they live.
            Memory game ‘Garden’ | 16.00 | game, cards | Thirty-six pairs.
            Watercolour box, 24 colours | 18.00 | painting | With a brush that holds its point.
            Modelling clay | 9.50 | painting | Eight colours that do not dry out.
            Balance board | 74.00 | wood, outdoor | Also a bridge, a slide, a shop counter.
            Xylophone | 29.00 | music, wood | Tuned, which is rarer than one would think.
            """,
        versions: """
            {} | 100 | |
            {}, natural | 100 | natural | Oiled instead of painted.
            {}, deluxe | 165 | deluxe | The larger edition, in a wooden box.
            {}, repaired | 55 | second-hand | Mended in our workshop, and loved before.
            """)
}
