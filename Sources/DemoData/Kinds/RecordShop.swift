extension ShopKind {
    /// Records, new and used.
    static let recordShop = ShopKind(
        storefronts: """
            Needle Drop Records | USD
            Plattenkiste Altona | EUR
            """,
        goods: """
            Slow Tide – Harbour Songs | 24.99 | folk, new | Recorded in a boathouse in one night.
            Marta Kask – Põhjatuul | 27.00 | folk, estonian | Songs of the north wind.
            The Copper Owls – Night Shift | 23.50 | indie, new | Ten short songs about tall buildings.
            Orquesta Luna Roja – Bailar | 26.00 | salsa, latin | Eleven people and no rest.
            Ensemble Nova – Winterreise Reset | 31.00 | classical | Schubert for five winds.
            DJ Okapi – Concrete Rain | 19.90 | techno, electronic | Two tracks a side, loud.
            Fatou Diallo – Baobab | 25.50 | west africa, kora | The kora, and a voice like water.
            Hiroshi Tani Trio – 夜の庭 | 34.00 | jazz, japan | Piano, bass, drums, and a garden at night.
            Les Tramways – Correspondances | 22.80 | chanson, french | Dix chansons entre deux arrêts.
            Ruby Marlowe – Velvet Weather | 28.00 | soul, new | Strings, brass and heartbreak.
            The Rust Belt Choir – Union | 21.40 | country | Twelve voices and one guitar.
            Şirin Aksoy – Boğaziçi | 24.20 | turkish, psychedelic | Bağlama through a fuzz pedal.
            Blue Cellar Quintet – Live at Noon | 29.50 | jazz, live | Recorded at lunch, applause and all.
            Kosmonaut 7 – Orbit | 20.60 | electronic, ambient | One synthesizer, no hurry.
            """,
        versions: """
            {} (LP) | 100 | lp, vinyl | On black vinyl.
            {} (coloured LP) | 125 | lp, vinyl, limited | On coloured vinyl, 500 copies.
            {} (CD) | 60 | cd |
            {} (cassette) | 48 | cassette | With a hand-folded sleeve.
            {} (used LP) | 55 | lp, vinyl, used | Plays well, sleeve with signs of love.
            """)
}
