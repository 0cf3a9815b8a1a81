extension ShopKind {
    /// Plants for windowsills, balconies and gardens.
    static let plantNursery = ShopKind(
        storefronts: """
            Fern & Follow | GBP
            Gärtnerei Moosbach | EUR
            Viveros La Encina | EUR
            """,
        goods: """
            Monstera deliciosa | 24.00 | houseplant, easy | Large leaves with holes; forgives a missed watering.
            Boston fern | 14.50 | houseplant, shade | Likes it damp and out of the sun.
            Snake plant | 18.00 | houseplant, easy | Stands in any corner and asks for little.
            Olive tree | 39.00 | tree, sun | For a sunny terrace; bring it in when it freezes hard.
            Fig ‘Brown Turkey’ | 32.00 | tree, fruit | Bears in the second summer.
            Lemon tree ‘Meyer’ | 44.00 | tree, fruit, sun | Flowers and fruits at once.
            Lavender ‘Hidcote’ | 6.90 | perennial, sun, bees | Compact, deep violet, loved by bees.
            Hosta ‘Blue Angel’ | 12.50 | perennial, shade | Leaves like blue plates.
            Peony ‘Sarah Bernhardt’ | 16.80 | perennial, flowers | Large pink flowers in June.
            Rose ‘Madame Hardy’ | 21.00 | rose, flowers | White, fragrant, from 1832.
            Dwarf tomato | 4.20 | vegetable, sun | Bears on a balcony in a pot of five litres.
            Genovese basil | 3.60 | herb, kitchen | For the kitchen window.
            Moroccan mint | 3.80 | herb, kitchen | For tea, and it spreads if allowed.
            Rosemary ‘Arp’ | 5.40 | herb, sun | Stands the hardest winters of its kind.
            Japanese maple ‘Osakazuki’ | 58.00 | tree, autumn | Scarlet in October.
            Clematis ‘Étoile Violette’ | 18.90 | climber, flowers | Covers a fence in two years.
            """,
        versions: """
            {} in a 12 cm pot | 100 | small |
            {} in a 19 cm pot | 210 | medium | Two years older.
            {} in a terracotta pot | 260 | gift, terracotta | Planted in frost-proof terracotta.
            {}, bare root | 60 | bare root | Sent from November to March only.
            """)
}
