/// An exact amount: a whole number of the currency's minor unit.
public struct Money: Sendable, Hashable {
    /// 0 to ``maximum``.
    public let minorUnits: Int64
    public let currency: Currency

    /// The largest amount, in minor units.
    public static let maximum: Int64 = 1_000_000_000_000_000

    public init(minorUnits: Int64, currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// Hands over the shortest exact decimal, byte for byte: `15.99`, `0.3`, `15`, `1500`.
    public func write(_ byte: (UInt8) throws -> Void) rethrows {
        let unit = Self.powersOfTen[currency.digits]
        try Self.write(minorUnits / unit, from: Self.magnitude(of: minorUnits / unit), byte)
        var fraction = minorUnits % unit
        guard fraction != 0 else { return }
        var place = unit / 10
        while fraction % 10 == 0 { (fraction, place) = (fraction / 10, place / 10) }
        try byte(UInt8(ascii: "."))
        try Self.write(fraction, from: place, byte)
    }

    /// The shortest exact decimal: `15.99`, `0.3`, `15`, `1500`.
    public var literal: String {
        var bytes: [UInt8] = []
        write { bytes.append($0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The amount in thousandths of the currency's unit: what prices of all currencies are compared and sorted by.
    var thousandths: Int64 { minorUnits * Self.powersOfTen[3 - currency.digits] }

    static let powersOfTen: [Int64] = [1, 10, 100, 1000]

    private static func magnitude(of number: Int64) -> Int64 {
        var place: Int64 = 1
        while number / place >= 10 { place *= 10 }
        return place
    }

    private static func write(_ number: Int64, from highest: Int64, _ byte: (UInt8) throws -> Void) rethrows {
        var place = highest
        while place > 0 {
            try byte(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / place % 10))
            place /= 10
        }
    }
}
