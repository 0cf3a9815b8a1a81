/// A price as a whole number of the smallest unit that is written.
struct DemoPrice: Equatable {
    let units: Int
    /// How many of its digits stand after the point.
    let digits: Int

    init(units: Int, digits: Int) {
        self.units = units
        self.digits = digits
    }

    /// nil when the text is not a plain decimal number.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let units = Int(parts.joined()), units > 0 else { return nil }
        self.units = units
        digits = parts.count == 2 ? parts[1].count : 0
    }

    /// The share of it, rounded to what shops like: a multiple of 5, of 10 above 1,000 units, of 100 above 50,000.
    func times(percent: Int) -> DemoPrice {
        if percent == 100 { return self }
        let exact = units * percent / 100
        let step = exact > 50_000 ? 100 : exact > 1_000 ? 10 : 5
        return DemoPrice(units: max(step, exact / step * step), digits: digits)
    }

    var literal: String {
        guard digits > 0 else { return String(units) }
        let text = String(units)
        let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
        return padded.dropLast(digits) + "." + padded.suffix(digits)
    }
}
