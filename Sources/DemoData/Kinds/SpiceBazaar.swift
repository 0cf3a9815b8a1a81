extension ShopKind {
    /// Spices, sold whole.
    static let spiceBazaar = ShopKind(
        storefronts: """
            Mısır Çarşısı 41 | TRY
            மசாலா கடை Masala | INR
            """,
        goods: """
            Saffron, 1 g | 340 | saffron, rare | Red threads only.
            Sumac | 95 | ground, sour | For salads and kebabs.
            Pul biber | 85 | chilli, flakes | Mild heat, oily and red.
            Isot biber | 110 | chilli, smoked | Dark, from Urfa.
            Cumin seed | 70 | seed | Toast it first.
            Black cardamom | 160 | pod, smoked | For slow dishes.
            Green cardamom | 190 | pod | For coffee and rice.
            Ceylon cinnamon | 120 | bark | Thin quills.
            Cassia bark | 80 | bark | Stronger, for braising.
            Tellicherry pepper | 130 | pepper | Large berries.
            Star anise | 105 | pod | For broth.
            Turmeric மஞ்சள் | 75 | root, ground | Bright, from Erode.
            Mustard seed கடுகு | 55 | seed | They pop.
            Curry leaves கறிவேப்பிலை | 60 | leaf | Dried in the shade.
            Fenugreek | 65 | seed | Bitter, then maple.
            Nutmeg | 115 | seed | Whole; grate it.
            Vanilla pods | 290 | pod, rare | Three, soft and long.
            Za’atar زعتر | 90 | blend | Thyme, sesame and sumac.
            """,
        versions: """
            {}, whole | 100 | whole |
            {}, freshly ground | 110 | ground | Ground on the day it is sent.
            {}, organic | 135 | organic | From certified farms.
            {}, in a glass | 150 | glass, gift | With a cork.
            {}, 500 g | 380 | bulk | For kitchens and large families.
            """)
}
