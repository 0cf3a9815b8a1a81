extension ShopKind {
    /// 文房具: pens, paper and ink from Japan.
    static let japaneseStationery = ShopKind(
        storefronts: """
            文具堂 みずほ | JPY
            Kawanoya 川の屋 | JPY
            """,
        goods: """
            万年筆「朝霧」 | 16500 | 万年筆, fountain pen | 国産14金ペン先の万年筆。A fountain pen with a 14-karat nib.
            ボールペン「小枝」 | 880 | ボールペン, ballpoint | 細くて軽い木軸。Thin and light, with a wooden barrel.
            シャープペンシル 0.5 | 1320 | 鉛筆, pencil | 低重心で疲れにくい。Balanced low for long writing.
            鉛筆 12本セット | 1080 | 鉛筆, pencil | なめらかな書き味。A dozen smooth pencils.
            ノート A5 方眼 | 660 | ノート, notebook | にじみにくい紙、80枚。Eighty sheets of dot-grid paper.
            スケッチブック | 1430 | ノート, drawing | 水彩にも使える厚い紙。Thick paper that takes watercolour.
            和紙便箋 | 770 | 和紙, letter paper | 美濃和紙の便箋、20枚。Twenty sheets of Mino washi.
            封筒セット | 550 | 和紙, letter paper | 便箋に合う封筒、10枚。Ten envelopes to match.
            インク「紫陽花」 | 1650 | インク, ink | 雨の日の青紫。Hydrangea violet, 30 ml.
            インク「松葉」 | 1650 | インク, ink | 深い緑。Pine-needle green, 30 ml.
            マスキングテープ 五色 | 990 | テープ, washi tape | 手でちぎれる紙テープ。Five colours of washi tape.
            はさみ「鶴」 | 2860 | はさみ, scissors | よく切れる小さなはさみ。Small crane-shaped scissors.
            消しゴム | 165 | 鉛筆, eraser | 消しくずがまとまる。Its crumbs stay together.
            定規 15cm 竹 | 440 | 定規, ruler | 竹製の定規。A ruler of bamboo.
            筆ペン | 715 | 筆, brush pen | 本物の毛の筆ペン。A brush pen with real hair.
            手帳カバー 革 | 7700 | 革, leather | 栃木レザーの手帳カバー。A diary cover of Tochigi leather.
            """,
        versions: """
            {} | 100 | |
            {}(限定色) | 120 | 限定, limited | 季節の限定色。In this season’s colour.
            {}(ギフト包装) | 110 | ギフト, gift | 風呂敷で包みます。Wrapped in a furoshiki cloth.
            {}(名入れ) | 140 | 名入れ, engraved | お名前を入れます。With your name on it.
            """)
}
