import NIOHTTP1

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
    init(_ headers: HTTPHeaders) {
        let list = QualityList(headers["Accept-Encoding"])
        let rest = list.quality(of: "*")
        let gzip = list.quality(of: "gzip") ?? list.quality(of: "x-gzip") ?? rest ?? 0
        let identity = list.quality(of: "identity") ?? rest
        if gzip == 0 || gzip < list.quality(of: "identity") ?? 0 {
            self = .identity
        } else {
            self = identity == 0 ? .gzipOnly : .gzip
        }
    }
}
