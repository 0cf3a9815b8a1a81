import Synchronization

/// What query texts meant that were read before: a list is mostly asked for by the same few, and to look one up costs a
/// hundredth of reading it. Texts that are long or not plain are not kept, nor is what was refused.
final class QueryMemory<Value: Sendable>: Sendable {
    /// When so many are kept they all go, so that a walk from page to page cannot fill the memory.
    private static var capacity: Int { 64 }
    private static var longest: Int { 256 }

    private let known = Mutex<[String: Value]>([:])

    /// The meaning of `text`, by `read` when it is not known yet.
    func value(of text: Substring, read: (Substring) throws -> Value) throws -> Value {
        // Only of ASCII are texts that are equal to a `String` the same bytes.
        guard text.utf8.count <= Self.longest, text.utf8.allSatisfy({ $0 < 0x80 }) else { return try read(text) }
        let key = String(text)
        if let value = known.withLock({ $0[key] }) { return value }
        let value = try read(text)
        known.withLock { known in
            if known.count >= Self.capacity { known.removeAll(keepingCapacity: true) }
            known[key] = value
        }
        return value
    }
}
