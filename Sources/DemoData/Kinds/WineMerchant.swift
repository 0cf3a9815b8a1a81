extension ShopKind {
    /// Wine by growers we have visited.
    static let wineMerchant = ShopKind(
        storefronts: """
            Vinothèque Saint-Émile | EUR
            Bodega El Tonel | EUR
            Cellar Door Wines | AUD
            """,
        goods: """
            Riesling trocken | 14.50 | white, german | Slate, lime and a firm spine.
            Grüner Veltliner | 12.80 | white, austrian | White pepper and green apple.
            Chablis | 22.00 | white, french | Oyster shells and lemon.
            Sauvignon Blanc | 13.40 | white | Gooseberry, cut grass.
            Albariño | 15.60 | white, spanish | Sea spray and peach.
            Assyrtiko Σαντορίνη | 21.50 | white, greek | Salt, smoke and volcanic ash.
            Pinot Noir | 24.00 | red | Cherry and forest floor.
            Beaujolais-Villages | 13.90 | red, french | Red berries, best slightly cool.
            Rioja Crianza | 12.20 | red, spanish | Plum, vanilla, a year in oak.
            Malbec | 13.70 | red, argentinian | Violets and dark fruit.
            Barbera d’Asti | 14.10 | red, italian | Juicy, for pasta and friends.
            Shiraz, Barossa | 19.80 | red, australian | Blackberry, pepper, a warm evening.
            Rosé de Provence | 13.20 | rosé, french | Pale and dry.
            Crémant de Loire | 15.90 | sparkling, french | Fine bubbles, brioche.
            Cava brut nature | 11.80 | sparkling, spanish | Bone-dry.
            Tokaji Aszú 5 puttonyos | 39.00 | sweet, hungarian | Apricot, honey, and a hundred years to go.
            """,
        versions: """
            {} | 100 | bottle |
            {}, magnum | 220 | magnum | 1.5 litres; ages more slowly.
            {}, case of six | 570 | case | Six bottles, five per cent less.
            {}, old vines | 165 | old vines | From vines older than sixty years.
            {}, natural | 130 | natural, organic | Unfiltered, without added sulphur.
            """)
}
