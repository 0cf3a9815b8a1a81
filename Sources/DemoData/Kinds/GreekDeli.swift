extension ShopKind {
    /// Παντοπωλείο: olives, oil and honey.
    static let greekDeli = ShopKind(
        storefronts: """
            Παντοπωλείο η Ελιά | EUR
            """,
        goods: """
            Ελαιόλαδο Olive oil | 13.90 | oil, λάδι | Εξαιρετικό παρθένο, Κορωνέικη. Extra virgin, early harvest.
            Ελιές Καλαμών Kalamata olives | 5.60 | olives, ελιές | Σχιστές, με ξίδι. Slit, in vinegar.
            Πράσινες ελιές Green olives | 5.20 | olives, ελιές | Τσακιστές με λεμόνι. Cracked, with lemon.
            Μέλι θυμαρίσιο Thyme honey | 14.80 | honey, μέλι | Από την Κρήτη. From Crete.
            Μέλι πεύκου Pine honey | 11.20 | honey, μέλι | Σκούρο. Dark and not too sweet.
            Ρίγανη Oregano | 3.40 | herbs, βότανα | Σε ματσάκι. On the stem.
            Τσάι του βουνού Mountain tea | 4.20 | herbs, tea | Από τον Όλυμπο. From Olympus.
            Φάβα Σαντορίνης Fava | 7.90 | pulses | Κίτρινη φάβα. Split yellow peas.
            Γίγαντες Giant beans | 5.80 | pulses | Από τις Πρέσπες. From Prespes.
            Χυλοπίτες Egg noodles | 4.60 | pasta | Με αυγά και γάλα. With eggs and milk.
            Τραχανάς Trahana | 4.90 | pasta | Ξινός. Sour.
            Παστέλι Sesame bar | 2.20 | sweet | Σουσάμι και μέλι. Sesame and honey.
            Λουκούμι Loukoumi | 5.40 | sweet | Με τριαντάφυλλο. With rose, from Syros.
            Χαλβάς Halva | 6.10 | sweet | Με φιστίκι. With pistachio.
            Κάπαρη Capers | 4.80 | pickles | Από τη Νίσυρο. In salt.
            """,
        versions: """
            {} | 100 | |
            {}, βιολογικό | 130 | organic, βιολογικό | Βιολογικής καλλιέργειας. Organically grown.
            {}, οικογενειακό | 270 | large | Για μεγάλη οικογένεια. For a large family.
            {}, για δώρο | 145 | gift, δώρο | Σε κουτί. In a box.
            """)
}
