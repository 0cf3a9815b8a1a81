extension ShopKind {
    /// Furniture made when you order it.
    static let furnitureMaker = ShopKind(
        storefronts: """
            Snickeri Björk | SEK
            Mill Street Joinery | NZD
            """,
        goods: """
            Dining table 180 cm | 12900 | table, dining | Solid, with a wedge you may knock out to move house.
            Dining chair | 2890 | chair, dining | Woven paper cord.
            Bench | 3490 | chair, hall | For shoes and second breakfasts.
            Stool ‘Milking’ | 1290 | chair, small | Three legs never wobble.
            Bookcase | 7900 | shelf | Adjustable, 35 cm deep.
            Wall shelf | 1490 | shelf | Hidden brackets.
            Bed 160 cm | 11500 | bed | No screws, no creaks.
            Bedside table | 2490 | bed, small | One drawer, one secret.
            Wardrobe | 15900 | storage | Doors that shut with a sigh.
            Chest of drawers | 8900 | storage | Dovetailed.
            Sideboard | 9800 | storage, dining | Tambour doors.
            Desk | 6900 | table, office | With a groove for pens and a hole for cables.
            Coffee table | 4200 | table, living | Low and round.
            Coat rack | 890 | hall | Seven pegs.
            Step stool | 990 | small, kitchen | Carries anybody.
            Rocking chair | 5900 | chair, living | Tested by two grandmothers.
            """,
        versions: """
            {}, birch | 100 | birch | In birch, soaped.
            {}, oak | 130 | oak | In oak, oiled.
            {}, walnut | 170 | walnut | In walnut, oiled.
            {}, painted | 115 | painted | In any colour of linseed paint.
            {}, showroom piece | 70 | showroom | Sat on, politely.
            """)
}
