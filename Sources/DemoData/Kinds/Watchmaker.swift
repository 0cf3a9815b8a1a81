extension ShopKind {
    /// Watches and clocks, sold and mended.
    static let watchmaker = ShopKind(
        storefronts: """
            Uhrmacherei Lindt & Sohn | CHF
            """,
        goods: """
            Field watch 38 mm | 420.00 | watch, mechanical | Hand-wound, read at a glance.
            Diver 200 m | 890.00 | watch, automatic | Sapphire, ceramic bezel.
            Dress watch 36 mm | 640.00 | watch, mechanical | Thin, with small seconds.
            Chronograph | 1480.00 | watch, automatic | Column wheel.
            Pilot’s watch 40 mm | 760.00 | watch, automatic | Soft-iron cage.
            Pocket watch | 540.00 | watch, mechanical | Silver case.
            Wall clock ‘Station’ | 180.00 | clock, quartz | Waits for the full minute.
            Mantel clock | 690.00 | clock, mechanical | Strikes the hours.
            Cuckoo clock | 320.00 | clock, mechanical | Eight days, one bird.
            Kitchen timer | 48.00 | clock, mechanical | Sixty minutes, one bell.
            Leather strap 20 mm | 59.00 | strap | Calf, quick release.
            Steel bracelet 20 mm | 140.00 | strap | Screwed links.
            Watch winder | 210.00 | accessories | Quiet.
            Loupe 10× | 72.00 | tools | Triplet.
            """,
        versions: """
            {}, black dial | 100 | black |
            {}, white dial | 100 | white |
            {}, blue dial | 108 | blue |
            {}, engraved | 118 | engraved, gift | With up to twenty letters.
            {}, pre-owned | 62 | pre-owned | Serviced, with a year’s warranty.
            """)
}
