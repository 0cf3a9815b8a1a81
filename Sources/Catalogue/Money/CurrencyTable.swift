extension Currency {
    /// Every code that is accepted, in alphabetical order.
    public static let codes: [String] = (withoutDigits.union(withThreeDigits).union(withTwoDigits)).sorted()

    /// How many digits the currency's minor unit has; nil when it is not among those of ISO 4217 (list one of
    /// 2026-01) with 0, 2 or 3. CLF and UYW have 4; metals, funds' units of account and test codes have none.
    static func digits(of code: String) -> Int? {
        // Three bytes are three letters of ASCII: a kelvin sign is equal to a K, and none.
        guard code.utf8.count == 3 else { return nil }
        if withTwoDigits.contains(code) { return 2 }
        if withoutDigits.contains(code) { return 0 }
        return withThreeDigits.contains(code) ? 3 : nil
    }

    /// The currencies whose minor unit has not 2 digits, to be looked through for each row that is read.
    static let unusual: [(letters: UInt32, digits: Int)] =
        withoutDigits.map { (letters(of: $0), 0) } + withThreeDigits.map { (letters(of: $0), 3) }

    /// A code's letters as one number.
    static func letters(of code: String) -> UInt32 {
        code.utf8.reduce(0) { $0 << 8 | UInt32($1) }
    }

    static let withoutDigits: Set<String> = [
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF",
        "XOF", "XPF",
    ]

    static let withThreeDigits: Set<String> = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]

    static let withTwoDigits: Set<String> = [
        "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BMD", "BND", "BOB",
        "BOV", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHE", "CHF", "CHW", "CNY", "COP", "COU",
        "CRC", "CUP", "CVE", "CZK", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL",
        "GHS", "GIP", "GMD", "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IRR", "JMD", "KES",
        "KGS", "KHR", "KPW", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "MAD", "MDL", "MGA", "MKD", "MMK",
        "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MXV", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR",
        "NZD", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "QAR", "RON", "RSD", "RUB", "SAR", "SBD", "SCR", "SDG",
        "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TOP",
        "TRY", "TTD", "TWD", "TZS", "UAH", "USD", "USN", "UYU", "UZS", "VED", "VES", "WST", "XAD", "XCD", "XCG",
        "YER", "ZAR", "ZMW", "ZWG",
    ]
}
