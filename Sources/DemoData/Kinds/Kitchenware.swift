extension ShopKind {
    /// Pans, knives, boards: tools for cooks.
    static let kitchenware = ShopKind(
        storefronts: """
            Copper Kettle Kitchenware | USD
            Küchenhaus Ahrens | EUR
            """,
        goods: """
            Carbon steel pan 24 cm | 49.00 | pan, induction | Gets better with every egg.
            Cast iron casserole 4 l | 129.00 | pot, induction | Enamelled, for bread and for stews.
            Saucepan 1.5 l | 58.00 | pot, induction | Three layers, pours without dripping.
            Sauté pan 26 cm | 92.00 | pan | With a lid and a second handle.
            Chef’s knife 20 cm | 86.00 | knife | Forged, with a walnut handle.
            Paring knife 9 cm | 28.00 | knife | For apples and garlic.
            Bread knife 24 cm | 54.00 | knife | Long waves that do not tear.
            Chopping board | 36.00 | board, wood | End grain, oiled.
            Rolling pin | 19.00 | baking, wood | One piece, no handles.
            Whisk 28 cm | 14.00 | baking | Eleven wires, balanced.
            Mixing bowl 3 l | 22.00 | baking | With a rim to hold and a spout to pour.
            Bread tin 2 lb | 17.50 | baking | Folded corners, blue steel.
            Digital scale | 34.00 | baking, electric | Weighs from 1 g to 5 kg.
            Pepper mill | 45.00 | table, wood | Ceramic grinder, set from dust to cracked.
            Mortar and pestle | 39.00 | stone | Two kilograms of granite.
            Moka pot, 6 cups | 33.00 | coffee | Aluminium, for gas and electric.
            Teapot 1 l | 48.00 | tea | Stoneware with a strainer inside.
            Storage jar 1 l | 12.00 | storage, glass | Shuts with a rubber ring.
            """,
        versions: """
            {} | 100 | |
            {}, professional | 155 | professional | Made heavier, for kitchens that never close.
            {}, gift-wrapped | 108 | gift | Wrapped in linen.
            {}, second choice | 65 | second choice | With a small flaw that one has to look for.
            """)
}
