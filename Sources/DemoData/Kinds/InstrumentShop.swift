extension ShopKind {
    /// Instruments for beginners and for life.
    static let instrumentShop = ShopKind(
        storefronts: """
            Liutaio Ferrante | EUR
            Strings on Mill Lane | GBP
            """,
        goods: """
            Violin 4/4 | 680.00 | strings, classical | Spruce and maple, set up by hand.
            Viola 16 inch | 790.00 | strings, classical | Dark and warm.
            Cello 4/4 | 1690.00 | strings, classical | With a bow and a bag.
            Classical guitar | 349.00 | guitar | Solid cedar top.
            Steel-string guitar | 420.00 | guitar, folk | Small body, big voice.
            Ukulele, concert | 119.00 | guitar, folk | Koa, with good tuners.
            Mandolin | 289.00 | folk | Flat back, bright.
            Tin whistle in D | 14.00 | wind, folk | Brass.
            Recorder, alto | 98.00 | wind, classical | Pearwood, baroque fingering.
            Clarinet in B♭ | 560.00 | wind, classical | Grenadilla.
            Harmonica in C | 39.00 | wind, folk | Reed plates that can be replaced.
            Accordion, 48 bass | 890.00 | folk | Three voices.
            Cajón | 139.00 | percussion | Birch, with two snares.
            Frame drum | 84.00 | percussion, folk | Goatskin, 40 cm.
            Metronome | 49.00 | accessories | Wood, wound up by hand.
            Music stand | 36.00 | accessories | Folds; does not fall.
            Rosin | 9.50 | accessories, strings | Amber, for all bows.
            """,
        versions: """
            {} | 100 | |
            {}, student | 70 | student | Simple, honest, in tune.
            {}, master’s | 320 | master | Built by one person in one winter.
            {}, used | 55 | used | Played in, checked and guaranteed.
            {}, monthly hire | 5 | hire | By the month; half is credited if you buy it.
            """)
}
