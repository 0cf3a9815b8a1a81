extension ShopKind {
    /// عطور: oud, musk and incense.
    static let kuwaitiPerfumery = ShopKind(
        storefronts: """
            بيت العود | KWD
            عطور الديرة | KWD
            """,
        goods: """
            دهن عود كمبودي | 45.000 | عود, oud | دهن عود معتق من كمبوديا. Aged Cambodian oud oil.
            دهن عود هندي | 62.500 | عود, oud | عود هندي ثقيل وثابت. Heavy, lasting Indian oud oil.
            عطر الورد الطائفي | 28.750 | ورد, rose | ورد من الطائف يقطف عند الفجر. Taif rose, picked at dawn.
            مسك أبيض | 9.500 | مسك, musk | مسك نظيف وهادئ. Clean, quiet white musk.
            عنبر خام | 18.250 | عنبر, amber | عنبر دافئ. Warm amber.
            بخور معمول | 6.750 | بخور, incense | معمول بالمسك والورد. Incense with musk and rose.
            بخور كلمنتان | 35.000 | بخور, incense, oud | كسر عود من كلمنتان. Oud chips from Kalimantan.
            لبان عماني | 4.250 | بخور, frankincense | لبان حوجري من ظفار. Hojari frankincense from Dhofar.
            عطر الليل | 22.000 | عطر, perfume | زعفران وجلد وعود. Saffron, leather and oud.
            عطر البحر | 19.500 | عطر, perfume | ملح وليمون وخشب. Salt, lemon and wood.
            عطر الياسمين | 16.900 | عطر, perfume, jasmine | ياسمين الحديقة بعد المطر. Garden jasmine after rain.
            مبخرة نحاس | 12.400 | مبخرة, burner | مبخرة من النحاس المنقوش. A burner of engraved brass.
            فحم سريع | 1.250 | فحم, charcoal | عشر حبات تشتعل بسرعة. Ten quick-lighting pieces.
            مرش ماء الورد | 8.300 | ورد, rose, silver | مرش مطلي بالفضة. A silver-plated rose water sprinkler.
            """,
        versions: """
            {} | 100 | |
            {} – ربع تولة | 35 | صغير, small | ثلاثة غرامات. Three grams.
            {} – علبة هدية | 125 | هدية, gift | في علبة خشبية. In a wooden box.
            {} – إصدار محدود | 180 | محدود, limited | مئة قطعة مرقمة. A hundred numbered pieces.
            """)
}
