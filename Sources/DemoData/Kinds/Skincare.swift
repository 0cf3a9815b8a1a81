extension ShopKind {
    /// 화장품: skincare from Seoul.
    static let skincare = ShopKind(
        storefronts: """
            맑은날 화장품 | KRW
            Dew & Barley | USD
            """,
        goods: """
            쌀 토너 Rice toner | 18000 | toner | 쌀뜨물로 만든 순한 토너. Mild, with rice water.
            달팽이 에센스 Snail essence | 24000 | essence | 촉촉하게. Moist, and less odd than it sounds.
            녹차 세럼 Green tea serum | 27000 | serum | 제주 녹차. With green tea from Jeju.
            비타민 세럼 Vitamin C serum | 31000 | serum | 맑은 피부톤. Keep it cool and dark.
            보리 크림 Barley cream | 22000 | cream | 가볍게 스며드는 크림. Light, sinks in.
            수분 크림 Water cream | 26000 | cream | 여름용 젤 크림. A gel for summer.
            인삼 크림 Ginseng cream | 48000 | cream, rich | 진한 밤 크림. For the night.
            클렌징 오일 Cleansing oil | 19000 | cleanser | 화장을 부드럽게 지웁니다. Takes everything off.
            약산성 클렌저 Low-pH cleanser | 14000 | cleanser | 순한 거품. Does not squeak.
            선크림 Sun cream SPF 50+ | 17000 | sun | 백탁 없는 선크림. Leaves no white.
            시트 마스크 Sheet mask | 2500 | mask | 열다섯 분. Fifteen minutes of peace.
            진흙 마스크 Clay mask | 16000 | mask | 보령 머드. With mud from Boryeong.
            립밤 Lip balm | 6000 | lip | 꿀과 밀랍. Honey and beeswax.
            핸드크림 Hand cream | 9000 | hand | 유자 향. Smells of yuja.
            비누 Mugwort soap | 7000 | soap | 쑥 비누. Of mugwort, cold-made.
            """,
        versions: """
            {} | 100 | |
            {}, 미니 | 45 | mini, 미니 | 여행용. For travelling.
            {}, 리필 | 80 | refill, 리필 | 리필 파우치. A pouch to refill.
            {}, 세트 | 240 | set, 세트 | 세 개 세트. Three in a box.
            {}, 무향 | 100 | fragrance-free, 무향 | 향료 없이. Without fragrance.
            """)
}
