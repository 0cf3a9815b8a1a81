/// Fills memory from left to right. For one closure only: it must not outlive the memory.
///
/// Its owner makes the memory large enough beforehand; that is checked all the same, also in release builds.
struct ByteCursor {
    private let room: UnsafeMutableRawBufferPointer
    /// Where the next byte goes.
    private(set) var count: Int

    init(_ room: UnsafeMutableRawBufferPointer, from start: Int = 0) {
        self.room = room
        count = start
    }

    @inline(__always)
    mutating func put(_ byte: UInt8) {
        precondition(count < room.count)
        room[count] = byte
        count += 1
    }

    @inline(__always)
    mutating func put(_ scalar: Unicode.Scalar) { put(UInt8(truncatingIfNeeded: scalar.value)) }

    @inline(__always)
    mutating func put(literal text: StaticString) { text.withUTF8Buffer { put($0) } }

    @inline(__always)
    mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
        precondition(bytes.count <= room.count - count)
        UnsafeMutableRawBufferPointer(rebasing: room[count..<room.count]).copyMemory(
            from: UnsafeRawBufferPointer(bytes))
        count += bytes.count
    }

    /// Puts `length` bytes, the last one first: how digits come.
    @inline(__always)
    mutating func put(backwards length: Int, _ byte: () -> UInt8) {
        precondition(length <= room.count - count)
        for place in stride(from: count + length - 1, through: count, by: -1) { room[place] = byte() }
        count += length
    }
}
