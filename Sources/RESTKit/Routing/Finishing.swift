import NIOCore
import NIOHTTP1

/// The one step through which every answer leaves: conditions, caching, compression, security fields. A streamed answer
/// is not known before it is gone: it has no tag, is not compressed, and `no-store` unless its handler said otherwise.
struct Finishing: Sendable {
    let crossOrigin: CrossOrigin
    private let compressor = Compressor()
    private static let notKept: HeaderFields = ["Cache-Control": "no-store"]
    /// `X-Accel-Expires` tells nginx, which takes `no-cache` for `no-store`, what `no-cache` means: to keep the answer as one
    /// that has expired long ago, and so to ask each time whether it still holds.
    private static let askedAgain: HeaderFields = ["Cache-Control": "public, no-cache", "X-Accel-Expires": "@1"]
    private static let askedAgainByOne: HeaderFields = ["Cache-Control": "private, no-cache"]
    private static let noDocument: HeaderFields = [
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"
    ]
    private static let ofEvery: HeaderFields = [
        "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
    ]

    init(crossOrigin: CrossOrigin) {
        self.crossOrigin = crossOrigin
    }

    /// `visit`: nil when no head could be read.
    func finish(_ response: inout Response, _ visit: Visit?) {
        if let visit {
            if response.stream != nil {
                if visit.hasChoice { response.headers.add(name: "Vary", value: "Accept") }
            } else if let content = response.body {
                represent(content, in: &response, visit)
            }
        }
        addFields(to: &response.headers)
        if case .unauthorized = response.status {
            response.headers.addUnlessThere("WWW-Authenticate", Challenge.bearer.field)
        }
        crossOrigin.allow(visit?.head, in: &response.headers)
        response.route = visit?.line?.route.path
        response.userID = visit?.caller?.userID
    }

    /// Tags, compares and compresses the content.
    private func represent(_ content: ByteBuffer, in response: inout Response, _ visit: Visit) {
        let isCompressible = visit.isReading && response.headers.hasCompressibleContent
        if isCompressible { response.headers.add(name: "Vary", value: "Accept-Encoding") }
        if visit.hasChoice { response.headers.add(name: "Vary", value: "Accept") }
        let isCoded = isCompressible && visit.wantsGzip(content)
        let forms = response.lastingForms
        let tag = response.isRepresentation ? forms?.tag ?? ETag(of: content) : nil
        if let tag, visit.isReading, case .ok = response.status {
            if !response.headers.contains(name: "Cache-Control") {
                response.headers.add(contentsOf: visit.isOpen ? Self.askedAgain : Self.askedAgainByOne)
            }
            if visit.conditions.ifNoneMatch?.matchesWeakly(tag) == true {
                return response.becomeNotModified(isCoded ? tag.gzipField : tag.field)
            }
        }
        if isCoded, let compressed = forms?.gzip ?? compressor.gzip(content) {
            response.body = compressed
            response.headers.add(name: "Content-Encoding", value: "gzip")
            if let tag { response.headers.add(name: "ETag", value: tag.gzipField) }
        } else if let tag {
            response.headers.add(name: "ETag", value: tag.field)
        }
    }

    /// What every answer carries. A page brings its own policy, an answer that may be kept its own `Cache-Control`.
    private func addFields(to headers: inout HeaderFields) {
        if !headers.contains(name: "Cache-Control") { headers.add(contentsOf: Self.notKept) }
        if !headers.contains(name: "Content-Security-Policy") { headers.add(contentsOf: Self.noDocument) }
        headers.add(contentsOf: Self.ofEvery)
    }
}

extension Visit {
    /// Whether the address has more than one form.
    fileprivate var hasChoice: Bool { line.map { $0.route.endpoint.mediaTypes.count > 1 } ?? false }

    fileprivate func wantsGzip(_ content: ByteBuffer) -> Bool {
        guard head.headers.contains(name: "Accept-Encoding") else { return false }
        switch ContentCoding(head.headers) {
        case .identity: return false
        case .gzip: return content.readableBytes >= Compressor.worthwhile
        case .gzipOnly: return true
        }
    }
}

extension Response {
    /// RFC 9110 §15.4.5: the fields that a 200 would have had and that a cache needs, and no content.
    fileprivate mutating func becomeNotModified(_ tag: String) {
        status = .notModified
        body = nil
        isRepresentation = false
        headers.remove(name: "Content-Type")
        headers.add(name: "ETag", value: tag)
    }
}

extension HeaderFields {
    fileprivate mutating func addUnlessThere(_ name: String, _ value: String) {
        if !contains(name: name) { add(name: name, value: value) }
    }

    fileprivate var hasCompressibleContent: Bool {
        only("Content-Type", MediaType.isCompressible) ?? false
    }
}
