public import NIOCore

/// Content that is made while it is sent, never more than a little ahead of the client that reads it.
public struct ResponseStream: Sendable {
    /// What one counts for while it lasts, in bytes: a piece that waits, and what its channel takes before that. Pieces are to be
    /// smaller than this.
    static let memory = 512 * 1024

    let write: @Sendable (ResponseBodyWriter) async throws -> Void

    /// `write` writes the content from the first byte to the last and returns; what it throws ends the answer so that the
    /// client sees that it is not whole. It runs on its connection's thread as handlers do, holds no place among the requests in
    /// flight, and its task is cancelled when the client has gone. It is not called for a `HEAD`.
    public init(_ write: @escaping @Sendable (ResponseBodyWriter) async throws -> Void) {
        self.write = write
    }
}

/// Takes the content of a ``ResponseStream``, piece by piece.
public struct ResponseBodyWriter: Sendable {
    private let send: @Sendable (ByteBuffer) async throws -> Void

    /// Hands every piece to `send`, which returns when there may be another.
    public init(_ send: @escaping @Sendable (ByteBuffer) async throws -> Void) {
        self.send = send
    }

    /// Sends a piece, best of 16 to 64 KiB, and returns when there may be another: a client that reads slowly is waited for.
    /// Throws `CancellationError` when the client has gone or has stopped reading. From any thread, one call at a time.
    public func write(_ piece: ByteBuffer) async throws {
        try await send(piece)
    }
}
