import Catalogue
import Foundation
import NIOCore
import SoukServer

/// A file that was sent along, kept on the disk without a name while it is worked on: an import reads it more than once, and
/// inside a transaction must not wait for whoever sends it.
final class Spool: Sendable {
    private static let pieceSize = 65_536

    private let file: DiskFile

    /// Throws a ``Failure`` when the folder takes no file.
    init(in folder: String) throws(Failure) {
        let path = "\(folder)/import-\(UUID().uuidString).partial"
        file = try DiskFile.new(path)
        DiskFile.remove(path)
    }

    func append(_ bytes: [UInt8]) throws(Failure) {
        try file.append(bytes)
    }

    /// The items in it.
    func items(_ format: ItemFormat) -> ItemFile {
        ItemFile(format) { [file] offset in try file.read(Self.pieceSize, at: offset) }
    }

    /// What a command sends along, where no server takes it.
    static func filled(by files: CommandFiles) throws(Failure) -> Spool {
        let spool = try Spool(in: FileManager.default.temporaryDirectory.path)
        while true {
            let piece = try files.next()
            if piece.isEmpty { return spool }
            try spool.append(piece)
        }
    }

    /// What a command sends over the control socket. A failure comes after its last piece: until then it does not listen.
    /// Throws when it hangs up before.
    static func receive(
        _ frames: inout ControlSocket.Frames, in folder: String
    ) async throws -> Result<Spool, Failure> {
        var spool = Result { () throws(Failure) in try Spool(in: folder) }
        while let frame = try await frames.next() {
            guard let piece = ControlMessage.piece(frame) else { break }
            if piece.readableBytes == 0 { return spool }
            spool = spool.flatMap { open in
                Result { () throws(Failure) in
                    try open.append(Array(piece.readableBytesView))
                    return open
                }
            }
        }
        throw ChannelError.inputClosed
    }
}
