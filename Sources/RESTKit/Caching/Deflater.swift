import CZlib
import NIOCore

/// One zlib state that makes gzip content (RFC 1952), used again for content after content: setting it up costs more than
/// compressing a page with it. About 270 KB.
struct Deflater: ~Copyable {
    /// zlib's cheapest: a page of JSON shrinks to a fifth, and every better level costs five times as much.
    static let cheapest: Int32 = 1
    /// For what is compressed once and sent often.
    static let best: Int32 = 9
    private static let gzipWindow: Int32 = 15 + 16
    private static let memoryLevel: Int32 = 8

    /// zlib keeps the address of its stream, so the stream must not move.
    private let stream: UnsafeMutablePointer<z_stream>

    /// nil when there is no memory for it.
    init?(level: Int32 = cheapest) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let result = deflateInit2_(
            stream, level, Z_DEFLATED, Self.gzipWindow, Self.memoryLevel, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard result == Z_OK else {
            stream.deallocate()
            return nil
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// `content` as gzip: the same bytes for the same content (no time, no name). nil when zlib fails.
    func gzip(_ content: ByteBuffer) -> ByteBuffer? {
        guard deflateReset(stream) == Z_OK else { return nil }
        let bound = Int(deflateBound(stream, UInt(content.readableBytes)))
        var compressed = ByteBufferAllocator().buffer(capacity: bound)
        let written = compressed.writeWithUnsafeMutableBytes(minimumWritableBytes: bound) { output in
            content.withUnsafeReadableBytes { input in deflateAll(input, into: output) }
        }
        guard written > 0 else { return nil }
        // It was made for what does not get smaller.
        compressed.shrinkBufferCapacity(to: written)
        return compressed
    }

    /// The bytes written, or 0.
    private func deflateAll(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Int {
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
        stream.pointee.avail_out = UInt32(output.count)
        guard CZlib.deflate(stream, Z_FINISH) == Z_STREAM_END else { return 0 }
        return output.count - Int(stream.pointee.avail_out)
    }
}
