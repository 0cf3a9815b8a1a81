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

    /// `1.4 GB`: in powers of a thousand.
    static func bytes(_ count: Int64) -> String {
        var (value, unit) = (Double(count), 0)
        while value >= 1000, unit < 4 { (value, unit) = (value / 1000, unit + 1) }
        let digits = unit == 0 || value >= 100 ? 0 : 1
        let tenths = (value * 10).rounded() / 10
        return (digits == 0 ? String(Int(value.rounded())) : String(tenths)) + " "
            + ["B", "kB", "MB", "GB", "TB"][unit]
    }

    /// `3 days`, `2 hours`, `14 minutes`
    static func duration(_ duration: Duration) -> String {
        let seconds = Int(duration.components.seconds)
        switch seconds {
        case 172_800...: return counted(seconds / 86_400, "day")
        case 7_200...: return counted(seconds / 3_600, "hour")
        case 120...: return counted(seconds / 60, "minute")
        default: return counted(seconds, "second")
        }
    }

    /// `0.4 ms`, `12 ms`, `1,250 ms`, `20 s`
    static func milliseconds(_ duration: Duration) -> String {
        if duration >= .seconds(10) { return grouped(Int((duration / .seconds(1)).rounded())) + " s" }
        let value = duration / .milliseconds(1)
        return (value < 10 ? String((value * 10).rounded() / 10) : grouped(Int(value.rounded()))) + " ms"
    }

    /// `11-26`, in UTC.
    static func day(_ time: Timestamp) -> String {
        String(RFC3339.text(microseconds: time.microseconds).dropFirst(5).prefix(5))
    }

    /// `14:05`, in UTC.
    static func clock(_ time: Timestamp) -> String {
        String(RFC3339.text(microseconds: time.microseconds).dropFirst(11).prefix(5))
    }

    /// ` by ada@example.com`
    static func by(_ author: LastChange.Author) -> String {
        switch author {
        case .account(let email): " by \(email)"
        case .formerAccount: " by an account that is deleted by now"
        case .unknown: ""
        }
    }

    /// A moment that the page's script shows by the reader's clock; without it, in UTC.
    static func time(_ time: Timestamp) -> HTML {
        let text = RFC3339.text(microseconds: time.microseconds)
        let shown = text.prefix(16).replacing("T", with: " ") + " UTC"
        return #"<time datetime="\#(text)">\#(shown)</time>"#
    }
}
