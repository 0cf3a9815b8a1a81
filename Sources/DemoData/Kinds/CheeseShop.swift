extension ShopKind {
    /// Cheese, from mild to loud.
    static let cheeseShop = ShopKind(
        storefronts: """
            Fromagerie du Coin | EUR
            The Rind | GBP
            """,
        goods: """
            Comté 18 mois | 8.40 | hard, cow, french | Fruity, with a crunch of crystals.
            Brie de Meaux | 6.20 | soft, cow, french | Ripe to the heart.
            Roquefort | 7.90 | blue, sheep, french | From the caves, salty and sweet.
            Morbier | 5.60 | semi-hard, cow, french | With its line of ash.
            Crottin de Chavignol | 4.20 | soft, goat, french | Small, chalky, good on toast.
            Époisses | 9.80 | washed rind, cow, french | Eat it with a spoon and the window open.
            Stilton | 7.10 | blue, cow, english | With pears and port.
            Cheddar, cloth-bound | 6.80 | hard, cow, english | Aged for fifteen months.
            Wensleydale | 5.20 | hard, cow, english | Crumbles; goes with apple pie.
            Manchego curado | 7.40 | hard, sheep, spanish | Nutty, with quince paste.
            Parmigiano Reggiano 30 mesi | 9.60 | hard, cow, italian | For grating and for breaking.
            Gorgonzola dolce | 6.30 | blue, cow, italian | Soft and mild.
            Feta Π.Ο.Π. | 4.90 | brined, sheep, greek | From barrels of beech.
            Gruyère d’alpage | 8.80 | hard, cow, swiss | Made in summer, above the trees.
            Halloumi | 5.10 | brined, cypriot | For the grill.
            Brunost | 5.90 | whey, norwegian | Brown, sweet, on crispbread.
            """,
        versions: """
            {}, 200 g | 100 | |
            {}, 500 g | 240 | large | A piece for a table of six.
            {}, raw milk | 120 | raw milk | Of raw milk, from one farm.
            {}, grated or sliced | 108 | ready | Cut as you like it.
            {}, end piece | 60 | end piece | Odd shapes for cooking.
            """)
}
