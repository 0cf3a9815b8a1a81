import NIOCore

/// The chunked transfer coding (RFC 9112 §7.1), as strictly as heads are read: every line ends in CR LF, extensions are
/// overlooked, and trailer fields are checked, bounded and dropped.
struct ChunkReader {
    private enum State {
        case size
        case content(Int)
        case contentEnd
        case trailer
        case complete
    }

    private let limits: HTTPServer.Limits
    private var state = State.size
    /// Bytes of extensions and trailer fields so far; they are bounded like a head's fields.
    private var overhead = 0
    private var trailerFields = 0

    init(limits: HTTPServer.Limits) {
        self.limits = limits
    }

    var isComplete: Bool {
        if case .complete = state { true } else { false }
    }

    /// The next piece of content that is at hand.
    mutating func next(_ buffer: inout ByteBuffer) throws(HTTPFault) -> ByteBuffer? {
        while true {
            switch state {
            case .size:
                guard let line = try line(&buffer) else { return nil }
                try takeSize(line)
            case .content(let length):
                guard let piece = buffer.readSlice(length: min(length, buffer.readableBytes)), piece.readableBytes > 0
                else { return nil }
                state = piece.readableBytes == length ? .contentEnd : .content(length - piece.readableBytes)
                return piece
            case .contentEnd:
                guard try takeContentEnd(&buffer) else { return nil }
            case .trailer:
                guard let line = try line(&buffer) else { return nil }
                try takeTrailer(line)
            case .complete:
                return nil
            }
        }
    }

    private mutating func takeSize(_ line: ByteBuffer) throws(HTTPFault) {
        let bytes = line.readableBytesView
        let digits = bytes.prefix(while: \.isHexDigit)
        let rest = bytes[digits.endIndex...]
        guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 16),
            rest.isEmpty || rest.first == UInt8(ascii: ";"), Self.areExtensions(rest)
        else { throw Self.sizeless }
        overhead += rest.count
        state = size == 0 ? .trailer : .content(size)
    }

    /// Names and values that are tokens or quoted, without white space.
    private static func areExtensions(_ bytes: ByteBufferView) -> Bool {
        var isQuoted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if isQuoted ? !(0x20..<0x7F).contains(byte) || byte == UInt8(ascii: "\\") : !byte.isExtension {
                return false
            }
        }
        return !isQuoted
    }

    private mutating func takeContentEnd(_ buffer: inout ByteBuffer) throws(HTTPFault) -> Bool {
        let end = buffer.readableBytesView.prefix(2)
        guard end.elementsEqual([0x0D, 0x0A].prefix(end.count)) else {
            throw .malformed("A chunk must end in CR LF after as many bytes as its size.")
        }
        guard end.count == 2 else { return false }
        buffer.moveReaderIndex(forwardBy: 2)
        state = .size
        return true
    }

    private mutating func takeTrailer(_ line: ByteBuffer) throws(HTTPFault) {
        guard line.readableBytes > 0 else {
            state = .complete
            return
        }
        trailerFields += 1
        guard trailerFields <= limits.headerFields else { throw .headerFieldsTooLarge }
        overhead += line.readableBytes + 2
        let saysLength = try line.readableBytesSpan.withUnsafeBytes { (bytes) throws(HTTPFault) in
            let name = try FieldLine(bytes).name
            return name.isName("content-length") || name.isName("transfer-encoding")
        }
        if saysLength { throw .malformed("A trailer field cannot say how long the body was.") }
    }

    /// A line without its CR LF; nil when it is not complete. What is wrong with its length is told before its end comes,
    /// and alike however it is cut.
    private func line(_ buffer: inout ByteBuffer) throws(HTTPFault) -> ByteBuffer? {
        let view = buffer.readableBytesView
        let lineFeed = view.firstIndex(of: 0x0A)
        var content = view[..<(lineFeed ?? view.endIndex)]
        let endsInCR = content.last == 0x0D
        if endsInCR { content.removeLast() }
        try checkLength(of: content)
        guard lineFeed != nil else { return nil }
        guard endsInCR, let line = buffer.readSlice(length: content.count) else {
            throw .malformed("A line of a chunked body must end in CR LF.")
        }
        buffer.moveReaderIndex(forwardBy: 2)
        return line
    }

    /// Of the line that is read next, or of what there is of it. The digits of a size are not overhead.
    private func checkLength(of line: ByteBufferView) throws(HTTPFault) {
        guard !line.isEmpty else { return }
        var length = line.count + 2
        if case .size = state {
            let digits = line.prefix(Self.mostDigits + 1).prefix(while: \.isHexDigit).count
            guard (1...Self.mostDigits).contains(digits) else { throw Self.sizeless }
            length = line.count - digits
        }
        guard overhead + length <= limits.headerBytes else { throw .headerFieldsTooLarge }
    }

    /// Of a chunk's size: below 2⁶⁰, which is as good as no limit.
    private static let mostDigits = 15

    private static let sizeless = HTTPFault.malformed("A chunk must begin with its size in hexadecimal digits.")
}

extension UInt8 {
    fileprivate var isExtension: Bool { isToken || self == UInt8(ascii: ";") || self == UInt8(ascii: "=") }
}
