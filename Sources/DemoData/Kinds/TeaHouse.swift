extension ShopKind {
    /// Tea from gardens that have a name.
    static let teaHouse = ShopKind(
        storefronts: """
            茶香居 Tea Room | CNY
            The Quiet Kettle | GBP
            """,
        goods: """
            Longjing 龍井 | 28.00 | green, china | Flat leaves from Hangzhou, chestnut and spring.
            Bi Luo Chun 碧螺春 | 31.00 | green, china | Tiny spirals, grown among fruit trees.
            Sencha Yabukita | 16.50 | green, japan | Steamed, grassy, clear.
            Gyokuro 玉露 | 42.00 | green, japan, rare | Shaded for three weeks; brew it cool.
            Matcha 抹茶 | 26.00 | green, japan, powder | Stone-ground, for the bowl.
            Tieguanyin 鐵觀音 | 24.00 | oolong, china | Orchid and cream.
            Dong Ding 凍頂 | 23.50 | oolong, taiwan | Roasted over charcoal.
            Da Hong Pao 大紅袍 | 46.00 | oolong, china, rare | From the cliffs of Wuyi.
            Darjeeling First Flush | 19.00 | black, india | Light as a wine.
            Assam Mokalbari | 12.50 | black, india | Malty; takes milk.
            Ceylon Nuwara Eliya | 13.00 | black, ceylon | Bright, from high up.
            Lapsang Souchong 正山小種 | 15.50 | black, china, smoked | Pine smoke and plum.
            Pu’er 2012 普洱 | 34.00 | dark, china, aged | Pressed, aged, earthy and sweet.
            White Peony 白牡丹 | 18.00 | white, china | Buds and two leaves, dried in the sun.
            Rooibos | 7.50 | herbal, africa | Red, without caffeine.
            Peppermint | 6.80 | herbal | Whole leaves.
            """,
        versions: """
            {}, 50 g | 100 | |
            {}, 100 g tin | 185 | tin | In an airtight tin.
            {}, sampler 10 g | 28 | sampler | Enough for three pots.
            {}, 20 tea bags | 90 | tea bags | In pyramid bags of maize starch.
            """)
}
