extension ShopKind {
    /// Books: novels, poetry and books to leaf through.
    static let bookshop = ShopKind(
        storefronts: """
            The Paper Lantern | GBP
            Librería del Ángel | EUR
            Corner Street Books | USD
            """,
        goods: """
            The Salt Road | 12.99 | novel, history | Three generations of a caravan family between the desert and the sea.
            A Room in Valparaíso | 11.50 | novel, translated | A pianist rents a room and finds a diary in the piano.
            The Cartographer’s Daughter | 13.20 | novel, adventure | She draws a coast that nobody has seen and sets out to prove it.
            Winter Orchard | 9.80 | poetry | Ninety poems on frost, patience and apples.
            Small Gods of the Kitchen | 10.40 | essays, food | Essays on spoons, salt and the people who taught us to cook.
            The Last Lighthouse Keeper | 12.10 | novel, sea | An automatic lamp is coming, and he has one winter left.
            How Rivers Remember | 18.60 | science, nature | A geologist reads the landscape as a very long letter.
            Étoiles au-dessus de Brest | 11.90 | novel, french | Un roman sur les marins, les étoiles et le retour.
            El jardín de los relojes | 12.40 | novel, spanish | Un relojero planta un jardín que mide el tiempo.
            Die stille Werkstatt | 13.80 | novel, german | Ein Geigenbauer hört, was im Holz steckt.
            Murder on the Tram | 8.99 | crime | Line 9, the last car, and eleven passengers who saw nothing.
            The Bread Atlas | 29.50 | cookbook, food | Sixty loaves from forty countries, with what the weather does to them.
            Birds of Small Gardens | 22.00 | nature, reference | Who sings when, told simply, with a plate for each bird.
            A Short History of Paper | 14.70 | history | From rags and bark to the page in your hand.
            The Night Train to Trieste | 10.90 | crime, travel | Two strangers swap suitcases, and one of them is ticking.
            Letters to a Young Gardener | 12.60 | essays, nature | Twelve months of advice from a woman who talks to her beans.
            The Glassblower of Murano | 11.20 | novel, history | A secret of colour, and what it costs to keep it.
            Maths for the Curious | 16.30 | science | No formula without a story, no story without a surprise.
            Fox and the Paper Boat | 7.50 | children, picture book | A fox folds a boat and sails across the pond at dusk.
            The Moon in the Teacup | 7.90 | children, picture book | What happens when the moon comes to tea.
            """,
        versions: """
            {} (paperback) | 100 | paperback |
            {} (hardcover) | 190 | hardcover | Bound in cloth, with a ribbon.
            {} (large print) | 140 | large print | Set in 16 point.
            {} (signed copy) | 260 | signed | Signed by the author on the title page.
            {} (second-hand) | 45 | second-hand | Read once, with care.
            """)
}
