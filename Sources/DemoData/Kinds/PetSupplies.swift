extension ShopKind {
    /// For cats, dogs and smaller people.
    static let petSupplies = ShopKind(
        storefronts: """
            Paws & Whiskers | USD
            Mascotas Pluma y Pelo | MXN
            """,
        goods: """
            Dog lead, leather | 189 | dog, walking | Two metres, brass hook.
            Dog collar | 129 | dog, walking | Vegetable-tanned.
            Dog bed | 549 | dog, sleeping | Washable, with a rim for the chin.
            Rope toy | 79 | dog, toy | Cotton, knotted tightly.
            Puzzle feeder | 219 | dog, toy | Makes dinner last.
            Cat tree | 1290 | cat, furniture | Sisal, stands still.
            Scratching board | 169 | cat, furniture | Saves one sofa.
            Catnip mouse | 59 | cat, toy | Refillable.
            Cat litter, wood | 149 | cat, hygiene | Clumps, smells of forest.
            Water fountain | 459 | cat, dog, electric | Quiet; for those who do not trust bowls.
            Rabbit hay | 99 | rabbit, food | Meadow, second cut.
            Guinea pig tunnel | 139 | rodent, toy | Willow, edible.
            Bird seed | 119 | bird, food | For budgerigars.
            Bird swing | 69 | bird, toy | With a bell.
            Aquarium 60 l | 1690 | fish, aquarium | With filter, light and lid.
            Fish food flakes | 89 | fish, food | For tropical fish.
            """,
        versions: """
            {} | 100 | |
            {}, small | 80 | small | For the little ones.
            {}, large | 140 | large | For those who think they are little.
            {}, bundle of three | 265 | bundle | Three, as one never lasts.
            """)
}
