extension ShopKind {
    /// Bread, cakes and what is eaten before ten.
    static let bakery = ShopKind(
        storefronts: """
            Maison Levain | EUR
            The Early Loaf | GBP
            Bäckerei Sonnenkorn | CHF
            """,
        goods: """
            Country sourdough | 5.80 | bread, sourdough | Raised for 24 hours, with a dark crust.
            Rye loaf with caraway | 5.20 | bread, rye | Dense, moist and better on the second day.
            Baguette de tradition | 1.60 | bread, wheat | Flour, water, salt and time.
            Ciabatta | 2.40 | bread, wheat | Large holes, olive oil and a thin crust.
            Pumpernickel | 4.90 | bread, rye | Baked for twenty hours at a low heat.
            Butter croissant | 1.90 | viennoiserie, breakfast | Twenty-seven layers of butter.
            Pain au chocolat | 2.20 | viennoiserie, breakfast | Two bars of dark chocolate inside.
            Cinnamon roll | 2.80 | sweet, breakfast | Soft, sticky and gone by nine.
            Cardamom bun | 2.90 | sweet, breakfast | Knotted by hand, with pearl sugar.
            Apricot Danish | 2.70 | sweet, fruit | With vanilla custard and half an apricot.
            Lemon tart | 4.60 | cake, fruit | Sharp curd in a short crust.
            Plum crumble cake | 3.90 | cake, fruit | Late plums under butter crumble.
            Carrot cake | 4.20 | cake | With walnuts and fresh cheese.
            Zürcher Nusstorte | 5.60 | cake, nuts | Caramel and walnuts between two layers.
            Olive fougasse | 3.40 | bread, savoury | Leaf-shaped, with black olives.
            Spinach börek | 3.80 | savoury | Thin pastry, spinach and white cheese.
            Cheese straws | 3.10 | savoury, snack | Twisted, with mature cheddar.
            Almond biscotti | 4.40 | sweet, nuts | Baked twice, made to be dunked.
            """,
        versions: """
            {} | 100 | |
            {}, wholemeal | 110 | wholemeal | With stone-ground wholemeal flour.
            {}, box of four | 370 | box | Packed in a box to carry home.
            {}, day-old | 50 | day-old | Baked yesterday, at half the price.
            {}, vegan | 115 | vegan | With oat milk and margarine instead of butter, milk or cheese.
            """)
}
