extension ShopKind {
    /// Cloth by the metre, and what holds it together.
    static let fabricShop = ShopKind(
        storefronts: """
            Thread & Thimble | USD
            रंगीला Textiles | INR
            """,
        goods: """
            Cotton poplin | 12.00 | cotton, light | For shirts and summer.
            Linen, washed | 21.00 | linen | Soft from the first day.
            Wool flannel | 34.00 | wool, warm | For coats and trousers.
            Corduroy, fine wale | 18.50 | cotton, warm | Twenty-one ribs an inch.
            Denim 12 oz | 19.00 | cotton, heavy | Selvedge, rigid.
            Silk dupion | 38.00 | silk | With slubs that catch the light.
            Khadi खादी | 16.00 | cotton, handwoven | Spun and woven by hand.
            Ikat इकत | 24.50 | cotton, handwoven, pattern | Dyed before it is woven.
            Block print ‘Mango’ | 14.80 | cotton, pattern | Printed by hand in Jaipur.
            Jersey, striped | 15.20 | cotton, stretch | For sailors and children.
            Canvas 10 oz | 13.60 | cotton, heavy | For bags and aprons.
            Velvet | 29.00 | heavy | Deep, for curtains and one brave jacket.
            Lining, viscose | 8.90 | light | Slips on easily.
            Tulle | 6.40 | light | Stiff enough to stand.
            Oilcloth | 17.20 | heavy, pattern | Wipes clean.
            """,
        versions: """
            {}, indigo | 100 | blue | In indigo.
            {}, madder red | 100 | red | In madder red.
            {}, natural | 95 | undyed | Undyed.
            {}, black | 100 | black |
            {}, remnant 0.8 m | 50 | remnant | The end of a bolt.
            """)
}
