extension ShopKind {
    /// Soap and candles, boiled and poured by hand.
    static let soapMaker = ShopKind(
        storefronts: """
            Savonnerie du Vieux-Port | EUR
            Hearth & Tallow | USD
            """,
        goods: """
            Savon de Marseille | 6.50 | soap, olive | 72% olive oil, 300 g.
            Aleppo soap صابون حلب | 8.20 | soap, laurel | Laurel and olive, aged nine months.
            Lavender soap | 5.80 | soap, floral | With flowers from Valensole.
            Verbena soap | 5.80 | soap, fresh | Lemon without lemons.
            Oat and honey soap | 6.20 | soap, gentle | For hands that work.
            Charcoal soap | 6.40 | soap | Black, foams white.
            Shaving soap | 12.50 | shaving | In a bowl of beech.
            Solid shampoo | 9.80 | hair | Lasts as long as two bottles.
            Solid conditioner | 10.20 | hair | With cocoa butter.
            Beeswax candle | 14.00 | candle, beeswax | Burns for thirty hours.
            Fig candle | 24.00 | candle, scented | Leaves and green fruit.
            Fireside candle | 24.00 | candle, scented | Smoke, cedar, wool.
            Linen water | 13.40 | home | For ironing.
            Bath salts | 11.60 | bath | From Guérande.
            Black laundry soap | 9.40 | home | For floors, linen and paintbrushes.
            """,
        versions: """
            {} | 100 | |
            {}, travel size | 50 | travel | Small enough for hand luggage.
            {}, unscented | 100 | unscented | Without any scent.
            {}, gift box | 240 | gift | Two and a half, nearly, in a box with ribbon.
            {}, offcuts | 45 | offcuts | The ends of the block.
            """)
}
