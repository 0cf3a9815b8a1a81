/// The parts of a request target in origin form (RFC 9112 §3.2.1).
extension RequestHead {
    /// The path as it came, still percent-encoded.
    public var path: Substring {
        target[..<(questionMark ?? target.endIndex)]
    }

    /// The query as it came, without its `?`; nil when there is none.
    public var query: Substring? {
        questionMark.map { target[target.utf8.index(after: $0)...] }
    }

    private var questionMark: String.Index? { target.utf8.firstIndex(of: UInt8(ascii: "?")) }
}
