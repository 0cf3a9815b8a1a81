extension ShopKind {
    /// Parts for bicycles, and the work of fitting them.
    static let bicycleWorkshop = ShopKind(
        storefronts: """
            Spoke & Saddle | GBP
            Fietsenmakerij Van Dijk | EUR
            """,
        goods: """
            Chain, 9-speed | 24.90 | drivetrain | Nickel-plated, 116 links, with a quick link.
            Cassette 11–34 | 39.00 | drivetrain | Steel sprockets with an aluminium carrier.
            Brake pads | 9.50 | brakes | Quiet in the rain, for rim brakes.
            Disc rotor 160 mm | 21.50 | brakes | Six bolts, stainless steel.
            Touring tyre 700×35 | 34.00 | tyres, touring | With a puncture belt and a reflective stripe.
            Gravel tyre 700×42 | 42.00 | tyres, gravel | Tubeless, with small knobs that roll on tarmac.
            Inner tube | 6.50 | tyres | With a 40 mm valve.
            Leather saddle | 98.00 | saddle, touring | Stays yours after 300 km.
            Bell, brass | 17.00 | accessories | One clear note that lasts.
            Front light, 80 lux | 59.00 | lights | Charges by USB-C, lasts a night.
            Rear light | 24.00 | lights | Brakes are seen: it flares when you slow down.
            Pannier, 20 litres | 69.00 | bags, touring | Waterproof, rolls shut.
            Floor pump | 38.00 | tools | With a gauge that one can read.
            Multitool, 15 functions | 27.00 | tools | With a chain breaker that works.
            Pedals, flat | 44.00 | pedals | Sealed bearings, grippy pins.
            Mudguard set | 36.00 | accessories | For tyres up to 45 mm.
            """,
        versions: """
            {} | 100 | |
            {}, black | 100 | black | In matt black.
            {}, fitted | 150 | service | Fitted in the workshop while you have a coffee.
            {}, ex-display | 70 | ex-display | Hung on the wall for a season, never ridden.
            """)
}
