import Catalogue
import RESTKit

/// Numbers, prices and times as people read them.
enum Words {
    /// `12,345`
    static func grouped(_ number: Int) -> String {
        var text = ""
        for (index, digit) in String(number.magnitude).reversed().enumerated() {
            if index > 0, index.isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return (number < 0 ? "−" : "") + String(text.reversed())
    }

    /// `1 row`, `2 rows`
    static func counted(_ number: Int, _ noun: String, _ nouns: String? = nil) -> String {
        "\(grouped(number)) \(number == 1 ? noun : nouns ?? noun + "s")"
    }

    /// `1,234.50 EUR`: with all of the currency's digits.
    static func price(_ money: Money) -> String {
        let parts = money.literal.split(separator: ".")
        let whole = Int(parts[0]).map(grouped) ?? String(parts[0])
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        let padded = fraction + String(repeating: "0", count: max(0, money.currency.digits - fraction.count))
        return "\(whole)\(padded.isEmpty ? "" : "." + padded) \(money.currency.code)"
    }

    /// `1234.50`: as it is typed into a box.
    static func amount(_ money: Money) -> String {
        String(price(money).filter { $0 != "," }.prefix { $0 != " " })
    }

    /// A moment that the page's script shows by the reader's clock; without it, in UTC.
    static func time(_ time: Timestamp) -> HTML {
        let text = RFC3339.text(microseconds: time.microseconds)
        let shown = text.prefix(16).replacing("T", with: " ") + " UTC"
        return #"<time datetime="\#(text)">\#(shown)</time>"#
    }
}
