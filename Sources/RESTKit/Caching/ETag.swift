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
    public var opaque: String {
        String(unsafeUninitializedCapacity: Self.length) { text in
            write(to: text)
            return Self.length
        }
    }

    /// The field's value.
    public var field: String {
        String(unsafeUninitializedCapacity: Self.length + 2) { text in
            (text[0], text[Self.length + 1]) = (UInt8(ascii: "\""), UInt8(ascii: "\""))
            write(to: UnsafeMutableBufferPointer(rebasing: text[1...]))
            return Self.length + 2
        }
    }

    /// The field's value for the gzip form: other bytes, so another strong tag.
    public var gzipField: String { "\"\(opaque)\(Self.gzipSuffix)\"" }

    private static let length = Base64URL.length(of: MemoryLayout<UInt128>.size)

    private func write(to text: UnsafeMutableBufferPointer<UInt8>) {
        withUnsafeBytes(of: digest) { Base64URL.write($0, to: text) }
    }

    /// Whether `other` (an opaque tag from a request) names this representation, in either form.
    func isNamed(by other: String) -> Bool {
        let opaque = opaque
        return other == opaque
            || (other.utf8.count == opaque.utf8.count + Self.gzipSuffix.utf8.count
                && other.hasPrefix(opaque) && other.hasSuffix(Self.gzipSuffix))
    }
}
