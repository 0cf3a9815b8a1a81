import NIOCore
import Synchronization

/// What is made of content that stays the same as long as the program runs: its tag, and its gzip form by zlib's best level.
/// Each is made when it is first asked for, and kept.
final class LastingForms: Sendable {
    private let content: ByteBuffer
    private let keptTag = Mutex<ETag?>(nil)
    private let keptGzip = Mutex<ByteBuffer?>(nil)

    init(of content: ByteBuffer) {
        self.content = content
    }

    var tag: ETag {
        keptTag.withLock { kept in
            let tag = kept ?? ETag(of: content)
            kept = tag
            return tag
        }
    }

    /// nil when zlib fails. Who comes while it is made waits: making it is some milliseconds.
    var gzip: ByteBuffer? {
        keptGzip.withLock { kept in
            kept = kept ?? Deflater(level: Deflater.best)?.gzip(content)
            return kept
        }
    }
}

extension Response {
    /// The same answer, for content that is sent again and again as it is: what `Finishing` makes of it is made once. Its body
    /// must not be changed afterwards.
    public func lasting() -> Response {
        var response = self
        response.lastingForms = body.map(LastingForms.init)
        return response
    }
}
