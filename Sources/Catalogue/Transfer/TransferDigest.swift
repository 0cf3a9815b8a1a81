import Crypto
import SQLEngines

/// A SHA-256 over rows in their order, the same on every engine: each value is a byte for its kind, then eight bytes of a
/// number or the length of a text, big-endian, and the text's UTF-8. So no two tables of different content look alike.
struct TransferDigest {
    private var hash = SHA256()
    private(set) var rows = 0

    mutating func add(_ rows: [TransferRow]) {
        var bytes: [UInt8] = []
        for row in rows {
            for value in row { Self.append(value, to: &bytes) }
        }
        hash.update(data: bytes)
        self.rows += rows.count
    }

    /// 64 hexadecimal digits.
    func text() -> String {
        Hexadecimal.text(hash.finalize())
    }

    private static func append(_ value: SQLValue, to bytes: inout [UInt8]) {
        switch value {
        case .null: bytes.append(0)
        case .integer(let integer):
            bytes.append(1)
            append(UInt64(bitPattern: integer), to: &bytes)
        case .text(let text):
            bytes.append(2)
            append(UInt64(text.utf8.count), to: &bytes)
            bytes.append(contentsOf: text.utf8)
        case .boolean(let truth): bytes.append(truth ? 4 : 3)
        }
    }

    private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
