import Crypto
public import NIOCore

/// A strong entity tag (RFC 9110 §8.8.3): the first 128 bits of the SHA-256 of a representation's bytes. The same bytes
/// have the same tag, whichever method answered with them.
public struct ETag: Sendable, Hashable {
    static let gzipSuffix = "-gzip"
    private static let bytes = 16

    /// The opaque part, without quotes: 22 characters of base64url.
    public let opaque: String

    /// The tag of the representation `content`, uncompressed.
    public init(of content: ByteBuffer) {
        opaque = content.withUnsafeReadableBytes { bytes in
            Base64URL.encode(Array(SHA256.hash(data: bytes).prefix(Self.bytes)))
        }
    }

    /// The field's value.
    public var field: String { "\"\(opaque)\"" }

    /// The field's value for the gzip form: other bytes, so another strong tag.
    public var gzipField: String { "\"\(opaque)\(Self.gzipSuffix)\"" }

    /// Whether `other` (an opaque tag from a request) names this representation, in either form.
    func isNamed(by other: String) -> Bool {
        other == opaque
            || (other.utf8.count == opaque.utf8.count + Self.gzipSuffix.utf8.count
                && other.hasPrefix(opaque) && other.hasSuffix(Self.gzipSuffix))
    }
}
