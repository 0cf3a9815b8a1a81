import Crypto
public import NIOCore

/// A strong entity tag (RFC 9110 §8.8.3): the first 128 bits of the SHA-256 of a representation's bytes. The same bytes
/// have the same tag, whichever method answered with them.
public struct ETag: Sendable, Hashable {
    static let gzipSuffix = "-gzip"
    /// As they lie in memory.
    private let digest: UInt128

    /// The tag of the representation `content`, uncompressed.
    public init(of content: ByteBuffer) {
        var hash = SHA256()
        content.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
        digest = hash.finalize().withUnsafeBytes { $0.loadUnaligned(as: UInt128.self) }
    }

    /// The opaque part, without quotes: 22 characters of base64url.
    public var opaque: String { text(before: "", after: "") }

    /// The field's value.
    public var field: String { text(before: "\"", after: "\"") }

    /// The field's value for the gzip form: other bytes, so another strong tag.
    public var gzipField: String { text(before: "\"", after: Self.gzipSuffix + "\"") }

    private func text(before: String, after: String) -> String {
        let length = Base64URL.length(of: MemoryLayout.size(ofValue: digest))
        let end = before.utf8.count + length
        return String(unsafeUninitializedCapacity: end + after.utf8.count) { text in
            _ = text.update(fromContentsOf: before.utf8)
            withUnsafeBytes(of: digest) { bytes in
                Base64URL.write(bytes, to: UnsafeMutableBufferPointer(rebasing: text[before.utf8.count..<end]))
            }
            _ = text[end...].update(fromContentsOf: after.utf8)
            return text.count
        }
    }

    /// Whether `other` (an opaque tag from a request) names this representation, in either form.
    func isNamed(by other: String) -> Bool {
        let opaque = opaque
        return other == opaque
            || (other.utf8.count == opaque.utf8.count + Self.gzipSuffix.utf8.count
                && other.hasPrefix(opaque) && other.hasSuffix(Self.gzipSuffix))
    }
}
