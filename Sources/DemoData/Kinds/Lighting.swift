extension ShopKind {
    /// Lamps, and the light that is in them.
    static let lighting = ShopKind(
        storefronts: """
            Lumen & Shade | USD
            Lys og Skygge | DKK
            """,
        goods: """
            Pendant ‘Bell’ | 890 | pendant | Spun aluminium, light downwards only.
            Pendant ‘Paper Moon’ | 420 | pendant, paper | Rice paper, 50 cm.
            Desk lamp ‘Heron’ | 740 | desk, led | Balanced by springs; stays where you leave it.
            Floor lamp ‘Reed’ | 1290 | floor | A thin line with a warm end.
            Wall lamp ‘Shell’ | 560 | wall | Plaster, can be painted.
            Bedside lamp ‘Pebble’ | 380 | table, glass | Dims by touch.
            Table lamp ‘Mushroom’ | 690 | table, glass | Opal glass, one piece.
            Clamp light | 240 | desk | For shelves and easels.
            String lights, 10 m | 195 | outdoor | For a summer table.
            Lantern | 310 | outdoor | Brass, for candles or LED.
            Candlestick | 165 | candle | Cast brass.
            Bulb E27, warm | 85 | bulb, led | 2,700 K, dims without a hum.
            Bulb E14, filament | 75 | bulb, led | Clear glass.
            Dimmer | 290 | accessories | For LED, two wires.
            Textile cable, 3 m | 95 | accessories | In linen.
            """,
        versions: """
            {}, white | 100 | white |
            {}, black | 100 | black |
            {}, brass | 135 | brass | Unlacquered; it will age with you.
            {}, refurbished | 55 | vintage | From the sixties, rewired.
            """)
}
