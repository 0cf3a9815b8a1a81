import SQLEngines

/// All ids from one to another.
struct IdentifierSpan<Owner> {
    let first: Identifier<Owner>
    let last: Identifier<Owner>

    init(_ first: Identifier<Owner>, _ last: Identifier<Owner>) {
        (self.first, self.last) = (first, last)
    }

    /// How many ids there are in it; nil for more than can be counted.
    var count: Int? {
        let (distance, overflows) = last.rawValue.subtractingReportingOverflow(first.rawValue)
        return overflows || distance == .max ? nil : Int(distance) + 1
    }

    /// Whether so many ids that are in it are that part of it or more: then the whole is read as quickly.
    func isCovered(by ids: Int, atLeast part: Double) -> Bool {
        count.map { Double($0) * part <= Double(ids) } ?? false
    }

    func condition(_ column: SQL) -> SQL { "\(column) BETWEEN \(first) AND \(last)" }
}
