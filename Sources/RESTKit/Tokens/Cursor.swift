import Crypto
import Secrets

/// Makes and opens cursors: where a list goes on, opaque, tamper-evident (HMAC-SHA256, 128 bits), and good only for the
/// list and the query that it came from.
///
/// The bytes are: format, length of the key's id, the id, the values, the seal; spelt in base64url. The seal also covers
/// the list's name and the query's meaning, which the cursor does not carry.
public struct CursorSeal: Sendable {
    /// Longer ones are refused unread.
    public static let longest = 2_048

    private static let format: UInt8 = 1
    private static let sealBytes = 16
    private let keys: KeyRing

    public init(_ keys: KeyRing) {
        self.keys = keys.derived(for: "cursor")
    }

    /// The cursor that says: go on after `values`.
    /// - Parameters:
    ///   - list: the list's name, `/item`.
    ///   - meaning: everything that decides which rows come and in which order, in one spelling. Not the limit.
    public func seal(_ values: [CursorValue], of list: String, meaning: String) -> String {
        var bytes: [UInt8] = [Self.format, UInt8(truncatingIfNeeded: keys.current.id.utf8.count)]
        bytes.reserveCapacity(128)
        bytes.append(contentsOf: keys.current.id.utf8)
        CursorPayload.write(values, to: &bytes)
        bytes.append(contentsOf: code(for: bytes[...], list, meaning, keys.current))
        return Base64URL.encode(bytes)
    }

    /// What ``seal(_:of:meaning:)`` was given. Throws `invalid_cursor` for anything else.
    public func open(_ cursor: String, of list: String, meaning: String) throws(Problem) -> [CursorValue] {
        guard cursor.utf8.count <= Self.longest, let bytes = Base64URL.decode(cursor.utf8),
            let values = values(in: bytes, list, meaning)
        else {
            throw Problem(
                .invalidCursor, "the cursor was changed, or belongs to another list or other filters",
                errors: [FieldProblem(.parameter("after"), "cursor", "is not a cursor of this list and these filters")])
        }
        return values
    }

    /// Whether the cursor says that a key sealed it which is not among ours.
    public func isOfUnknownKey(_ cursor: String) -> Bool {
        guard cursor.utf8.count <= Self.longest, let bytes = Base64URL.decode(cursor.utf8), bytes.count >= 2,
            bytes[0] == Self.format, bytes.count >= 2 + Int(bytes[1]) + Self.sealBytes
        else { return false }
        return keys.key(String(decoding: bytes[2..<(2 + Int(bytes[1]))], as: UTF8.self)) == nil
    }

    private func values(in bytes: [UInt8], _ list: String, _ meaning: String) -> [CursorValue]? {
        guard bytes.count >= 2 + Self.sealBytes, bytes[0] == Self.format else { return nil }
        let sealed = bytes.dropLast(Self.sealBytes)
        let start = 2 + Int(bytes[1])
        guard start <= sealed.count, let id = String(validating: sealed[2..<start], as: UTF8.self),
            let key = keys.key(id),
            ConstantTime.isEqual(code(for: sealed, list, meaning, key), bytes.suffix(Self.sealBytes))
        else { return nil }
        return CursorPayload.read(sealed[start...])
    }

    private func code(
        for bytes: ArraySlice<UInt8>, _ list: String, _ meaning: String, _ key: KeyRing.Key
    ) -> ArraySlice<UInt8> {
        var sealed: [UInt8] = []
        sealed.reserveCapacity(2 * 8 + list.utf8.count + meaning.utf8.count + bytes.count)
        for context in [list, meaning] {
            withUnsafeBytes(of: UInt64(context.utf8.count).bigEndian) { sealed.append(contentsOf: $0) }
            sealed.append(contentsOf: context.utf8)
        }
        sealed.append(contentsOf: bytes)
        var code = key.code
        code.update(data: sealed)
        return code.finalize().withUnsafeBytes { Array($0) }.prefix(Self.sealBytes)
    }
}
