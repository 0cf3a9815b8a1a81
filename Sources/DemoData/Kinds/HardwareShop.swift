extension ShopKind {
    /// Tools and fittings, sold by people who use them.
    static let hardwareShop = ShopKind(
        storefronts: """
            Hammer & Plumb | USD
            Eisenwaren Krüger | EUR
            """,
        goods: """
            Claw hammer 560 g | 29.00 | hammer, hand tool | Hickory handle.
            Try square 250 mm | 24.50 | measuring | Rosewood and brass, and truly square.
            Spirit level 60 cm | 33.00 | measuring | Reads to half a millimetre a metre.
            Folding rule 2 m | 11.00 | measuring | Beech, with both scales.
            Screwdriver set, 6 pieces | 38.00 | screwdriver, hand tool | Struck through the handle.
            Combination pliers 180 mm | 27.00 | pliers, hand tool | Induction-hardened edges.
            Adjustable spanner 10 inch | 31.00 | spanner, hand tool | Thin jaws, no play.
            Japanese pull saw | 36.00 | saw | Cuts on the pull, thin and straight.
            Chisel 18 mm | 26.00 | chisel, wood | Bevel edge, comes sharp.
            Block plane | 78.00 | plane, wood | Low angle, adjustable mouth.
            Cordless drill 18 V | 149.00 | power tool | Two batteries and a case.
            Orbital sander | 89.00 | power tool | Quiet, with dust collection.
            Wood screws 4×40, 200 pieces | 9.90 | screws | Countersunk, zinc-plated.
            Wall plugs 8 mm, 100 pieces | 7.50 | fixings | For anything a wall is made of.
            Door hinge, pair | 12.80 | fittings | Brass, with loose pins.
            Padlock 50 mm | 18.00 | locks | Hardened shackle, three keys.
            Workbench vice | 95.00 | workshop | Cast iron, opens 150 mm.
            """,
        versions: """
            {} | 100 | |
            {}, trade pack | 270 | trade | Three for those who lose things.
            {}, with case | 120 | case | In a case that fits.
            {}, refurbished | 60 | refurbished | Cleaned, set and tested.
            """)
}
