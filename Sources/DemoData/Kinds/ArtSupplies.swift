extension ShopKind {
    /// Paint, paper and brushes.
    static let artSupplies = ShopKind(
        storefronts: """
            Atelier Chromatique | EUR
            Gum Arabic & Co. | GBP
            """,
        goods: """
            Watercolour, ultramarine | 9.80 | watercolour, blue | Granulates; half pan and tube.
            Watercolour, quinacridone rose | 11.20 | watercolour, red | Stains, glows, layers.
            Watercolour, raw sienna | 7.60 | watercolour, earth | Warm and transparent.
            Oil paint, titanium white | 13.40 | oil, white | Buttery, covers.
            Oil paint, cadmium yellow | 19.80 | oil, yellow | The real one.
            Oil paint, viridian | 16.50 | oil, green | Cool, transparent.
            Gouache, ivory black | 6.40 | gouache, black | Dries velvet.
            Acrylic, pyrrole red | 8.20 | acrylic, red | Opaque and lightfast.
            Soft pastels, 24 sticks | 36.00 | pastel | Half sticks in a wooden box.
            Charcoal, willow | 5.90 | drawing, black | Twelve sticks, three thicknesses.
            Graphite pencils 6H–8B | 24.00 | drawing | Sixteen in a tin.
            Sable brush no. 8 | 29.00 | brush, watercolour | Springs back to its point.
            Hog brush no. 12 | 11.50 | brush, oil | Filbert, long handle.
            Watercolour block 300 g | 27.00 | paper, watercolour | Cotton, cold-pressed, twenty sheets.
            Stretched canvas 50×70 | 19.00 | canvas, oil | Linen, primed.
            Table easel | 48.00 | easel, wood | Folds into a box.
            Linocut set | 22.50 | printing | Five blades, a roller, two plates.
            """,
        versions: """
            {} | 100 | |
            {}, student | 60 | student | For learning, and for large surfaces.
            {}, artist’s grade | 140 | artist | The most pigment that the binder holds.
            {}, set of three | 270 | set | Three for a little less.
            """)
}
