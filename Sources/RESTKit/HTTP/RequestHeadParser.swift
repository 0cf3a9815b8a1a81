import Glibc
import NIOCore

/// Reads one request head from bytes as they come (RFC 9112 §2–§5), and nothing that is not HTTP: lines end in CR LF,
/// fields are not folded, no control character passes. The limits hold while a line is still incomplete.
///
/// Ours rather than llhttp, because that one knows a closed list of methods, stops for good at `CONNECT` or `Upgrade`,
/// takes heads in bursts instead of one at a time, and leaves limits and most of what is checked here to others.
struct RequestHeadParser {
    /// The request line, once it is complete.
    private(set) var line: RequestLine?
    private(set) var controls = RequestControls()
    /// The fields read so far, in their order.
    private(set) var fields = HeaderFields()

    private let limits: HTTPServer.Limits
    private var fieldBytes = 0
    /// How much of the unfinished line holds no line feed.
    private var searched = 0
    private var hasSkippedEmptyLine = false

    init(limits: HTTPServer.Limits) {
        self.limits = limits
    }

    /// Turns to the next request.
    mutating func reset() {
        self = RequestHeadParser(limits: limits)
    }

    /// Takes what belongs to the head, and says whether the head is complete.
    mutating func parse(_ buffer: inout ByteBuffer) throws(HTTPFault) -> Bool {
        var consumed = 0
        var isComplete = false
        try buffer.readableBytesSpan.withUnsafeBytes { (bytes) throws(HTTPFault) in
            (consumed, isComplete) = try takeLines(of: bytes)
        }
        buffer.moveReaderIndex(forwardBy: consumed)
        return isComplete
    }

    private mutating func takeLines(of bytes: UnsafeRawBufferPointer) throws(HTTPFault) -> (Int, Bool) {
        var start = 0
        while let lineFeed = bytes.firstLineFeed(from: start + searched) {
            searched = 0
            guard lineFeed > start, bytes[lineFeed - 1] == 0x0D else {
                // What would have been refused before its end came is refused for that, however it came.
                try checkUnfinished(UnsafeRawBufferPointer(rebasing: bytes[start..<lineFeed]))
                throw .malformed("A line of the header must end in CR LF.")
            }
            let isLast = try take(UnsafeRawBufferPointer(rebasing: bytes[start..<lineFeed - 1]))
            start = lineFeed + 1
            if isLast { return (start, true) }
        }
        searched = bytes.count - start
        try checkUnfinished(UnsafeRawBufferPointer(rebasing: bytes[start...]))
        return (start, false)
    }

    /// True when the line is the empty one that ends the head.
    private mutating func take(_ bytes: UnsafeRawBufferPointer) throws(HTTPFault) -> Bool {
        guard let line else {
            try takeRequestLine(bytes)
            return false
        }
        guard !bytes.isEmpty else {
            try controls.check(line.version)
            return true
        }
        fieldBytes += bytes.count + 2
        guard fieldBytes <= limits.headerBytes, fields.lines.count < limits.headerFields else {
            throw .headerFieldsTooLarge
        }
        let field = try FieldLine(bytes)
        try controls.note(field.name, field.value)
        fields.append(field)
        return false
    }

    /// One empty line before a request is overlooked (RFC 9112 §2.2).
    private mutating func takeRequestLine(_ bytes: UnsafeRawBufferPointer) throws(HTTPFault) {
        if bytes.isEmpty, !hasSkippedEmptyLine {
            hasSkippedEmptyLine = true
        } else {
            line = try RequestLine.parse(bytes, targetLimit: limits.target)
        }
    }

    private func checkUnfinished(_ bytes: UnsafeRawBufferPointer) throws(HTTPFault) {
        if line == nil {
            try RequestLine.checkUnfinished(bytes, targetLimit: limits.target)
        } else {
            // A CR at the end may be the line's own: what is judged must not depend on where the line was cut.
            let content = bytes.last == 0x0D ? bytes.count - 1 : bytes.count
            guard content == 0 || fieldBytes + content + 2 <= limits.headerBytes else { throw .headerFieldsTooLarge }
        }
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func firstLineFeed(from start: Int) -> Int? {
        guard start < count, let base = baseAddress, let found = memchr(base + start, 0x0A, count - start) else {
            return nil
        }
        return UnsafeRawPointer(found) - base
    }
}
