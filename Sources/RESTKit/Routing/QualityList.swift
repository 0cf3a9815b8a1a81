/// The members of an `Accept` (RFC 9110 §12.4.2): a range, and how much it is liked, 0–1000. See ``QualityMember``.
struct QualityList: Sendable {
    struct Member: Sendable, Equatable {
        /// In lower case.
        let range: String
        let quality: Int
    }

    private(set) var members: [Member] = []

    init(_ fields: [String]) {
        for field in fields {
            QualityMember.each(in: field) { member in
                let range = String(decoding: member.range, as: UTF8.self).lowercased()
                members.append(Member(range: range, quality: member.quality))
            }
        }
    }

    /// How much `range`, as it is written, is liked; nil when it is not listed.
    func quality(of range: String) -> Int? {
        members.first { $0.range == range }?.quality
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
