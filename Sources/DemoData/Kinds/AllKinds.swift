extension ShopKind {
    /// Every kind there is.
    static let all: [ShopKind] = [
        .bookshop, .bakery, .bicycleWorkshop, .plantNursery, .kitchenware, .japaneseStationery,
        .kuwaitiPerfumery, .coffeeRoaster, .teaHouse, .recordShop, .toyShop, .hardwareShop, .pottery,
        .cheeseShop, .wineMerchant, .fabricShop, .outdoorGear, .artSupplies, .instrumentShop, .chocolatier,
        .boardGames, .petSupplies, .lighting, .furnitureMaker, .spiceBazaar, .skincare, .soapMaker,
        .bohemianGlass, .greekDeli, .watchmaker,
    ]
}
