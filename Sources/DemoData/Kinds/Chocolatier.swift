extension ShopKind {
    /// Chocolate from bean to bar.
    static let chocolatier = ShopKind(
        storefronts: """
            Chocolaterie Wauters | EUR
            Cacao Ñandú | PEN
            """,
        goods: """
            Dark 70% Piura | 5.90 | dark, bar, single origin | Raisin and red fruit.
            Dark 85% Bagua | 6.20 | dark, bar, single origin | Tobacco, walnut, no fear.
            Milk 45% | 5.40 | milk, bar | More cocoa than is usual.
            White with vanilla | 5.20 | white, bar | Real vanilla, real cocoa butter.
            Hazelnut gianduja | 6.80 | milk, nuts | Piedmont hazelnuts.
            Sea salt caramel | 7.40 | filled, caramel | Runs when bitten.
            Orange peel in dark | 8.20 | dark, fruit | Candied for a week.
            Ginger in dark | 8.20 | dark, spice | Hot, then sweet.
            Chilli and cinnamon | 6.40 | dark, spice | The old way.
            Lúcuma truffle | 9.60 | filled, fruit | Peruvian fruit, tastes of maple.
            Champagne truffle | 11.80 | filled, alcohol | Marc de Champagne.
            Pralines, 16 pieces | 24.00 | box, filled | The sixteen we argue about.
            Drinking chocolate | 9.20 | drink | Flakes, for milk or for water.
            Cocoa nibs | 6.60 | baking | Roasted, for bread and salads.
            Almond dragées | 7.80 | nuts | Rolled in cocoa.
            """,
        versions: """
            {} | 100 | |
            {}, mini | 40 | small | For coats with small pockets.
            {}, gift tin | 175 | gift | In a tin worth keeping.
            {}, sugar-free | 112 | sugar-free | Sweetened with maltitol.
            {}, broken | 60 | broken | Same taste, worse looks.
            """)
}
