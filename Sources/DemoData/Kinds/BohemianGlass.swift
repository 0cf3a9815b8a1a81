extension ShopKind {
    /// Sklo: glass, blown and cut.
    static let bohemianGlass = ShopKind(
        storefronts: """
            Sklárna Jizera | CZK
            """,
        goods: """
            Sklenice na víno Wine glass | 390 | glass, wine | Foukaná ručně. Mouth-blown, thin.
            Sklenice na vodu Tumbler | 240 | glass, water | S tlustým dnem. With a heavy base.
            Půllitr Beer mug | 320 | glass, beer | Na desítku i dvanáctku. Half a litre.
            Karafa Carafe | 890 | carafe | Na víno i vodu. A litre.
            Váza „Řeka“ Vase | 1290 | vase | Vlny jako na řece. Waves like a river’s.
            Váza „Jeřáb“ Vase | 1690 | vase, cut | Broušená. Cut with cranes.
            Mísa Bowl | 980 | bowl | Na ovoce. For fruit.
            Svícen Candlestick | 560 | candle | Těžký a čirý. Heavy and clear.
            Těžítko Paperweight | 450 | desk | S bublinou. With one bubble.
            Ozdoba Bauble | 180 | christmas | Foukaná, malovaná. Painted by hand.
            Korálky Beads | 220 | beads | Mačkané z Jablonce. Pressed, from Jablonec.
            Lampa „Žárovka“ Lamp | 2390 | lamp | Opálové sklo. Opal glass.
            Popelník Dish | 340 | desk | Pro klíče. For keys.
            """,
        versions: """
            {}, čirá | 100 | clear, čiré |
            {}, kobaltová | 120 | blue, kobalt | V kobaltové modři. In cobalt blue.
            {}, uranová | 160 | green, uran | Svítí pod UV. Glows under ultraviolet.
            {}, broušená | 180 | cut, broušené | Ručně broušená. Cut by hand.
            {}, sada šesti | 560 | set, sada | Šest kusů. Six of them.
            """)
}
