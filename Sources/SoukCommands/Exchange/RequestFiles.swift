import NIOCore

/// The file that goes with a request, as whoever does the work sees it.
struct RequestFiles: Sendable {
    /// What was sent along.
    let upload: Spool?
    /// Sends a piece to whoever asked; waits while they take their time.
    let send: @Sendable (ByteBuffer) async throws -> Void

    static let none = RequestFiles(upload: nil) { _ in }

    init(upload: Spool?, send: @escaping @Sendable (ByteBuffer) async throws -> Void) {
        self.upload = upload
        self.send = send
    }
}

/// The file that goes with a request, as the command that asks sees it.
struct CommandFiles: Sendable {
    /// The next bytes of what is sent along; none at its end.
    let next: @Sendable () throws(Failure) -> [UInt8]
    /// Takes a piece of what comes back.
    let take: @Sendable (ByteBuffer) throws(Failure) -> Void

    static let none = CommandFiles(next: { () throws(Failure) in [] }, take: { _ throws(Failure) in })

    static func reading(_ file: CommandFile) -> CommandFiles {
        CommandFiles(next: { () throws(Failure) in try file.read() }, take: { _ throws(Failure) in })
    }

    static func writing(_ file: CommandFile) -> CommandFiles {
        CommandFiles(
            next: { () throws(Failure) in [] },
            take: { piece throws(Failure) in try file.write(Array(piece.readableBytesView)) })
    }
}
