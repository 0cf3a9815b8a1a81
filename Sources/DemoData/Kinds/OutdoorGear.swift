extension ShopKind {
    /// For walking, climbing and sleeping outside.
    static let outdoorGear = ShopKind(
        storefronts: """
            Nordlys Friluft | NOK
            High Pass Outfitters | CAD
            """,
        goods: """
            Two-person tent | 2490 | tent, camping | Stands in wind; weighs 2.1 kg.
            Down sleeping bag −5 °C | 2190 | sleeping, warm | 700 cuin, with a collar.
            Sleeping mat | 890 | sleeping | R-value 4, packs to a bottle.
            Rucksack 45 l | 1590 | rucksack | Carries on the hips.
            Daypack 20 l | 790 | rucksack | With a pocket for the map.
            Rain jacket | 1990 | clothing, rain | Three layers, sealed.
            Wool base layer | 690 | clothing, wool, warm | Merino, does not smell on day four.
            Hiking trousers | 990 | clothing | Stretch where knees are.
            Mountain boots | 2290 | boots | Resoleable, for crampons.
            Approach shoes | 1290 | boots | Sticky on rock.
            Gas stove | 590 | cooking | Boils a litre in three minutes.
            Cook set, 1.2 l | 490 | cooking | Hard-anodised, nests.
            Head torch 400 lm | 640 | light | Red light too, lasts two nights.
            Compass | 390 | navigation | Declination set with a key.
            Climbing rope 9.5 mm, 60 m | 1890 | climbing | Dry-treated.
            Harness | 790 | climbing | Four gear loops.
            Trekking poles | 890 | walking | Carbon, with cork handles.
            Thermos 0.75 l | 349 | cooking, warm | Hot until evening.
            """,
        versions: """
            {} | 100 | |
            {}, green | 100 | green | In moss green.
            {}, recycled | 112 | recycled | Of recycled material.
            {}, last season | 65 | sale | Last year’s colour, this year’s weather.
            {}, for hire (week) | 15 | hire | For a week; cleaned and checked.
            """)
}
