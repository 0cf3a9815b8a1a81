/// How a client wants content coded (RFC 9110 §12.5.3).
enum ContentCoding: Sendable, Equatable {
    /// As it is.
    case identity
    /// Compressed when that is worth it.
    case gzip
    /// Compressed whatever its size: the client refuses it as it is.
    case gzipOnly

    /// The better liked of gzip and the content as it is; gzip when both are liked as much, for whoever names it wants
    /// it. A client that refuses both gets the content as it is.
    init(_ headers: HeaderFields) {
        let liking = CodingLiking(headers["Accept-Encoding"])
        let gzip = liking.gzip ?? liking.oldGzip ?? liking.rest ?? 0
        if gzip == 0 || gzip < liking.identity ?? 0 {
            self = .identity
        } else {
            self = liking.identity ?? liking.rest == 0 ? .gzipOnly : .gzip
        }
    }
}

/// How much the codings that matter here are liked; nil for one that is not listed.
private struct CodingLiking {
    var gzip, oldGzip, identity, rest: Int?

    init(_ fields: [String]) {
        for field in fields {
            QualityMember.each(in: field) { member in
                switch member.range.count {
                case 1 where member.isOf("*"): rest = rest ?? member.quality
                case 4 where member.isOf("gzip"): gzip = gzip ?? member.quality
                case 6 where member.isOf("x-gzip"): oldGzip = oldGzip ?? member.quality
                case 8 where member.isOf("identity"): identity = identity ?? member.quality
                default: break
                }
            }
        }
    }
}
