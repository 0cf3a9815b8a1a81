import NIOCore
import Synchronization

/// Compresses answers with a few zlib states that all threads share.
final class Compressor: Sendable {
    /// Smaller content fits a packet anyway.
    static let worthwhile = 1_024

    private let first = Mutex<Deflater?>(nil)
    private let second = Mutex<Deflater?>(nil)
    private let third = Mutex<Deflater?>(nil)
    private let fourth = Mutex<Deflater?>(nil)

    /// `content` as gzip; nil when that fails. Never waits: when all states are in use, a new one is made and dropped.
    func gzip(_ content: ByteBuffer) -> ByteBuffer? {
        gzip(content, first) ?? gzip(content, second) ?? gzip(content, third) ?? gzip(content, fourth)
            ?? Deflater()?.gzip(content)
    }

    private func gzip(_ content: ByteBuffer, _ state: borrowing Mutex<Deflater?>) -> ByteBuffer? {
        let compressed = state.withLockIfAvailable { deflater in
            if deflater == nil { deflater = Deflater() }
            return deflater?.gzip(content)
        }
        return compressed ?? nil
    }
}
