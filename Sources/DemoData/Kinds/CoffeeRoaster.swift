extension ShopKind {
    /// Coffee, roasted twice a week.
    static let coffeeRoaster = ShopKind(
        storefronts: """
            Second Crack Roasters | USD
            Torrefazione Bellini | EUR
            """,
        goods: """
            Ethiopia Yirgacheffe | 11.50 | coffee, filter, africa | Bergamot, jasmine and lemon.
            Kenya Nyeri AA | 13.20 | coffee, filter, africa | Blackcurrant and a long finish.
            Colombia Huila | 10.40 | coffee, filter, america | Caramel, red apple, all-day.
            Guatemala Antigua | 10.80 | coffee, espresso, america | Cocoa, orange and a little smoke.
            Brazil Cerrado | 8.90 | coffee, espresso, america | Hazelnut and milk chocolate.
            Sumatra Mandheling | 11.90 | coffee, espresso, asia | Cedar, spice, heavy body.
            Rwanda Lake Kivu | 12.40 | coffee, filter, africa | Red plum and brown sugar.
            Costa Rica Tarrazú | 12.10 | coffee, filter, america | Honey-processed: peach and honey.
            Yemen Haraaz | 24.00 | coffee, filter, rare | Dried fruit and cardamom.
            Panama Geisha | 38.00 | coffee, filter, rare | Flowers, bergamot, and very little of it.
            House espresso ‘Nocturne’ | 9.60 | coffee, espresso, blend | Dark chocolate, made for milk.
            Breakfast blend ‘Matins’ | 8.80 | coffee, filter, blend | Round and mild.
            Decaf Sugarcane | 11.20 | coffee, decaf | Decaffeinated with sugar cane, tastes of coffee all the same.
            Robusta Kaapi Royale | 9.90 | coffee, espresso, asia | For those who like it thick.
            """,
        versions: """
            {}, beans 250 g | 100 | beans |
            {}, beans 1 kg | 360 | beans, large | For offices and big families.
            {}, ground for filter | 104 | ground | Ground to order, medium.
            {}, ground for espresso | 104 | ground | Ground to order, fine.
            {}, subscription month | 380 | subscription | Four bags, one every week.
            """)
}
