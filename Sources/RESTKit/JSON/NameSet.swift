/// The keys of one object so far, compared by their bytes.
///
/// Few are compared one by one; many are hashed with the process's random seed, over at most 128 bytes each, so that
/// neither chosen keys nor combining marks (which `String` would normalise) cost more than any others.
struct NameSet {
    private static let few = 16

    private var names: [String] = []
    private var hashed: Set<Bytes> = []

    /// False when the name is there already.
    mutating func insert(_ name: String) -> Bool {
        if names.count < Self.few {
            if names.contains(where: { $0.hasSameBytes(as: name) }) { return false }
            names.append(name)
            if names.count == Self.few { hashed = Set(names.map(Bytes.init)) }
            return true
        }
        return hashed.insert(Bytes(text: name)).inserted
    }

    private struct Bytes: Hashable {
        let text: String

        static func == (left: Self, right: Self) -> Bool { left.text.hasSameBytes(as: right.text) }

        func hash(into hasher: inout Hasher) {
            var text = text
            text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }
}
