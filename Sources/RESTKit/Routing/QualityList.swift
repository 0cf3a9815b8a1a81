/// The members of an `Accept` or `Accept-Encoding` (RFC 9110 §12.4.2): a range, and how much it is liked, 0–1000.
/// Parameters other than `q` are not looked at; a malformed member counts as if it were not there.
struct QualityList: Sendable {
    struct Member: Sendable, Equatable {
        /// In lower case.
        let range: String
        let quality: Int
    }

    let members: [Member]

    init(_ fields: [String]) {
        members = fields.flatMap { $0.split(separator: ",") }.compactMap(Member.init)
    }

    /// How much `range`, as it is written, is liked; nil when it is not listed.
    func quality(of range: String) -> Int? {
        members.first { $0.range == range }?.quality
    }
}

extension QualityList.Member {
    fileprivate init?(_ text: Substring) {
        var parts = text.split(separator: ";", omittingEmptySubsequences: false).map(\.trimmed)
        let range = parts.removeFirst()
        guard !range.isEmpty else { return nil }
        self.range = range.lowercased()
        guard let weight = parts.first(where: { $0.hasPrefix("q=") || $0.hasPrefix("Q=") }) else {
            quality = 1000
            return
        }
        guard let quality = Self.thousandths(weight.dropFirst(2).utf8) else { return nil }
        self.quality = quality
    }

    /// RFC 9110 §12.4.2: `0` or `1`, and up to three digits after a point.
    private static func thousandths(_ text: Substring.UTF8View) -> Int? {
        let digits = Array(text)
        guard (1...5).contains(digits.count), digits[0] == UInt8(ascii: "0") || digits[0] == UInt8(ascii: "1"),
            digits.count == 1 || digits[1] == UInt8(ascii: ".")
        else { return nil }
        var value = digits[0] == UInt8(ascii: "1") ? 1000 : 0
        var place = 100
        for digit in digits.dropFirst(2) {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value += Int(digit - UInt8(ascii: "0")) * place
            place /= 10
        }
        return value <= 1000 ? value : nil
    }
}

extension Substring {
    /// Without the spaces and tabs around it.
    var trimmed: Substring {
        var rest = drop { $0 == " " || $0 == "\t" }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return rest
    }
}
