/// The values of a path's parameters, percent-decoded.
public struct PathParameters: Sendable {
    /// A path has at most so many.
    static let most = 4

    private let names: [String]
    private let text: String
    private let ranges: InlineArray<4, Range<Int>>

    /// Of a path without parameters.
    public init() {
        self.init(names: [], text: "", ranges: InlineArray(repeating: 0..<0))
    }

    /// `ranges`: where each name's value stands in the UTF-8 of `text`.
    init(names: [String], text: String, ranges: InlineArray<4, Range<Int>>) {
        self.names = names
        self.text = text
        self.ranges = ranges
    }

    /// The value of `{name}`; nil when the path has no such parameter.
    public subscript(_ name: String) -> String? {
        names.firstIndex(of: name).map { index in
            text.utf8.span.withUnsafeBytes { String(decoding: $0[ranges[index]], as: UTF8.self) }
        }
    }

    /// The value of `{name}` when it is a canonical positive 64-bit integer: digits, the first not 0.
    public func id(_ name: String) -> Int64? {
        names.firstIndex(of: name).flatMap(id)
    }

    /// Whether every parameter whose name ends in `_id` is an id.
    var idsAreCanonical: Bool {
        names.indices.allSatisfy { !names[$0].hasSuffix("_id") || id($0) != nil }
    }

    private func id(_ index: Int) -> Int64? {
        let range = ranges[index]
        return text.utf8.span.withUnsafeBytes { bytes in
            guard (1...19).contains(range.count), bytes[range.lowerBound] != UInt8(ascii: "0") else { return nil }
            var id: Int64 = 0
            for digit in bytes[range] {
                guard digit.isDigit else { return nil }
                let (tens, isTooBig) = id.multipliedReportingOverflow(by: 10)
                let (sum, overflows) = tens.addingReportingOverflow(Int64(digit - UInt8(ascii: "0")))
                guard !isTooBig, !overflows else { return nil }
                id = sum
            }
            return id
        }
    }
}
