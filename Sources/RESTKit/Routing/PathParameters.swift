/// The values of a path's parameters, percent-decoded.
public struct PathParameters: Sendable {
    private let names: [String]
    private let values: [String]

    public init(names: [String] = [], values: [String] = []) {
        self.names = names
        self.values = values
    }

    /// The value of `{name}`; nil when the path has no such parameter.
    public subscript(_ name: String) -> String? {
        names.firstIndex(of: name).map { values[$0] }
    }

    /// The value of `{name}` when it is a canonical positive 64-bit integer: digits, the first not 0.
    public func id(_ name: String) -> Int64? {
        guard let text = self[name]?.utf8, let first = text.first, first != UInt8(ascii: "0"), text.count <= 19
        else { return nil }
        var id: Int64 = 0
        for digit in text {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            let (tens, isTooBig) = id.multipliedReportingOverflow(by: 10)
            let (sum, overflows) = tens.addingReportingOverflow(Int64(digit - UInt8(ascii: "0")))
            guard !isTooBig, !overflows else { return nil }
            id = sum
        }
        return id
    }

    /// Whether every parameter whose name ends in `_id` is an id.
    var idsAreCanonical: Bool {
        names.allSatisfy { !$0.hasSuffix("_id") || id($0) != nil }
    }
}
