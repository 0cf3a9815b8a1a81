/// Memory that is filled from left to right, and grows when it is full. It has one owner and is never copied.
///
/// An array asks at each access whether it is shared, and its room must be zeroed before it can be written to; a
/// `ByteBuffer` also checks each access at run time. Either takes longer than the writing itself.
package struct GrowingBytes: ~Copyable {
    private var start: UnsafeMutableRawPointer
    private var capacity: Int
    /// How many bytes have been written.
    package private(set) var count = 0

    /// With room for `capacity` bytes before it must grow.
    package init(capacity: Int) {
        self.capacity = max(capacity, 32)
        start = .allocate(byteCount: self.capacity, alignment: 1)
    }

    deinit { start.deallocate() }

    /// What was written.
    package var written: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    /// Forgets what was written and keeps the room.
    package mutating func removeAll() { count = 0 }

    @inline(__always)
    package mutating func put(_ byte: UInt8) { put(first: 1, of: byte) }

    /// The first `length` bytes of a word whose least significant byte comes first.
    @inline(__always)
    mutating func put<Word: FixedWidthInteger & BitwiseCopyable>(first length: Int, of word: Word) {
        reserve(MemoryLayout<Word>.size)
        add(first: length, of: word)
    }

    package mutating func put(_ bytes: UnsafeRawBufferPointer) {
        reserve(bytes.count)
        add(bytes)
    }

    @inline(__always)
    package mutating func put(literal text: StaticString) {
        reserve(text.utf8CodeUnitCount)
        add(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Makes room for `length` more bytes, which may then be added.
    @inline(__always)
    mutating func reserve(_ length: Int) {
        if capacity &- count < length { grow(by: length) }
    }

    @inline(never)
    private mutating func grow(by length: Int) {
        capacity = max(count + length, capacity * 2)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 1)
        larger.copyMemory(from: start, byteCount: count)
        start.deallocate()
        start = larger
    }
}

/// Into room that was reserved before: several words then need be asked for once only. A word is stored whole, whatever
/// is wanted of it.
extension GrowingBytes {
    @inline(__always)
    mutating func add(_ byte: UInt8) { add(first: 1, of: byte) }

    /// The first `length` bytes of a word whose least significant byte comes first.
    @inline(__always)
    mutating func add<Word: FixedWidthInteger & BitwiseCopyable>(first length: Int, of word: Word) {
        store(word.littleEndian, at: count)
        count &+= length
    }

    /// Short ones, as most are, by two words that overlap: a call of `memcpy` takes twice as long.
    @inline(__always)
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        switch bytes.count {
        case 17...:
            precondition(bytes.count <= capacity &- count)
            UnsafeMutableRawBufferPointer(start: start + count, count: bytes.count).copyMemory(from: bytes)
        case 8...: addEnds(of: bytes, UInt64.self)
        case 4...: addEnds(of: bytes, UInt32.self)
        case 2...: addEnds(of: bytes, UInt16.self)
        case 1: store(bytes[0], at: count)
        default: break
        }
        count &+= bytes.count
    }

    /// Puts `length` bytes, the last one first: how digits come.
    @inline(__always)
    mutating func add(backwards length: Int, _ byte: () -> UInt8) {
        for place in stride(from: count + length - 1, through: count, by: -1) { store(byte(), at: place) }
        count &+= length
    }

    /// The first word and the last.
    @inline(__always)
    private func addEnds<Word: BitwiseCopyable>(of bytes: UnsafeRawBufferPointer, _: Word.Type) {
        let last = bytes.count &- MemoryLayout<Word>.size
        store(bytes.loadUnaligned(as: Word.self), at: count)
        store(bytes.loadUnaligned(fromByteOffset: last, as: Word.self), at: count &+ last)
    }

    @inline(__always)
    private func store<Word: BitwiseCopyable>(_ word: Word, at place: Int) {
        assert(place + MemoryLayout<Word>.size <= capacity)
        start.storeBytes(of: word, toByteOffset: place, as: Word.self)
    }
}
