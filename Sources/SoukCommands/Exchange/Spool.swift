import Catalogue
import FoundationEssentials
import Glibc
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
}

/// A file that a command sends over the control socket, before what it is for can be done.
struct Upload: Sendable {
    let request: AdministrationRequest
    /// What has come; or why it cannot be kept, which is said behind its last piece: until then the command does not listen.
    private(set) var spool: Result<Spool, Failure>

    init(_ request: AdministrationRequest, in folder: String) {
        self.request = request
        spool = Result { () throws(Failure) in try Spool(in: folder) }
    }

    /// Takes a piece; true when it was the end.
    mutating func take(_ frame: ByteBuffer) throws -> Bool {
        guard let piece = ControlMessage.piece(frame) else { throw ChannelError.inputClosed }
        if piece.readableBytes == 0 { return true }
        spool = spool.flatMap { open in
            Result { () throws(Failure) in
                try open.append(Array(piece.readableBytesView))
                return open
            }
        }
        return false
    }
}
