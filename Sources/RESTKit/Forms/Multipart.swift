import Glibc
public import NIOCore

/// A form with a file (`multipart/form-data`, RFC 7578), as browsers send it: each part a name, and for a file what it was
/// called. Contents are slices of the body; nothing is copied.
public struct Multipart: Sendable {
    public struct Part: Sendable {
        public let name: String
        /// nil for a field that is no file. A name and no path: what a browser says of it is for people alone.
        public let fileName: String?
        public let content: ByteBuffer
    }

    /// More are refused.
    static let mostParts = 32
    /// A part's header in bytes.
    private static let mostHeader = 2_048

    public let parts: [Part]

    /// `contentType`: the request's, with its boundary. Throws `bad_request`.
    public init(_ body: ByteBuffer, contentType: String) throws(Problem) {
        guard let boundary = Self.boundary(contentType) else { throw Self.unreadable }
        let (delimiter, bytes) = (Array("--\(boundary)".utf8), body)
        guard bytes.readableBytesView.starts(with: delimiter) else { throw Self.unreadable }
        var rest = bytes
        rest.moveReaderIndex(forwardBy: delimiter.count)
        let separator = Array("\r\n".utf8) + delimiter
        var parts: [Part] = []
        while !rest.starts(with: "--") {
            guard parts.count < Self.mostParts, rest.skip("\r\n"),
                let end = rest.readableBytesView.firstIndex(of: separator),
                let part = rest.readSlice(length: end)
            else { throw Self.unreadable }
            parts.append(try Self.part(part))
            rest.moveReaderIndex(forwardBy: separator.count)
        }
        self.parts = parts
    }

    /// The fields that are no files, as any form has them.
    public var form: Form {
        Form(parts.filter { $0.fileName == nil }.map { ($0.name, String(buffer: $0.content).boundingMarks()) })
    }

    /// The first file of that name; nil also where none was chosen.
    public func file(_ name: String) -> Part? {
        parts.first { $0.name.hasSameBytes(as: name) && $0.fileName?.isEmpty == false }
    }

    private static let unreadable = Problem(.badRequest, "the form cannot be read")

    /// RFC 2046 §5.1.1: 1–70 characters.
    private static func boundary(_ contentType: String) -> String? {
        for parameter in contentType.split(separator: ";").dropFirst() {
            let trimmed = parameter.drop { $0 == " " }
            guard trimmed.lowercased().hasPrefix("boundary=") else { continue }
            let value = trimmed.dropFirst("boundary=".count).filter { $0 != "\"" }
            return (1...70).contains(value.utf8.count) ? value : nil
        }
        return nil
    }

    private static func part(_ part: ByteBuffer) throws(Problem) -> Part {
        var content = part
        guard let end = part.readableBytesView.prefix(mostHeader).firstIndex(of: Array("\r\n\r\n".utf8)),
            let header = content.readString(length: end)
        else { throw unreadable }
        content.moveReaderIndex(forwardBy: 4)
        for line in header.split(separator: "\r\n") {
            guard line.lowercased().hasPrefix("content-disposition:") else { continue }
            guard let name = parameter("name", of: line) else { throw unreadable }
            return Part(name: name, fileName: parameter("filename", of: line), content: content)
        }
        throw unreadable
    }

    /// Browsers spell quotes and line ends within the value in percents (HTML, "multipart form data"). Without control
    /// characters, which no name has.
    private static func parameter(_ name: String, of line: Substring) -> String? {
        guard let start = line.firstRange(of: "; \(name)=\"") else { return nil }
        return String(line[start.upperBound...].prefix { $0 != "\"" }).replacing("%22", with: "\"")
            .replacing("%0D", with: "").replacing("%0A", with: "").filter { !$0.isControl }
    }
}

extension ByteBuffer {
    fileprivate func starts(with text: String) -> Bool { readableBytesView.starts(with: text.utf8) }

    fileprivate mutating func skip(_ text: String) -> Bool {
        guard starts(with: text) else { return false }
        moveReaderIndex(forwardBy: text.utf8.count)
        return true
    }
}

extension Character {
    fileprivate var isControl: Bool { unicodeScalars.contains { $0.properties.generalCategory == .control } }
}

extension Collection<UInt8> {
    /// How many bytes stand before `sequence`, which has some; nil when it is not there.
    fileprivate func firstIndex(of sequence: [UInt8]) -> Int? {
        let found = withContiguousStorageIfAvailable { bytes -> Int? in
            guard let start = bytes.baseAddress, let first = sequence.first else { return nil }
            var from = 0
            while from + sequence.count <= bytes.count {
                let places = bytes.count - sequence.count + 1 - from
                guard let next = memchr(start + from, Int32(first), places) else { return nil }
                if memcmp(next, sequence, sequence.count) == 0 {
                    return UnsafeRawPointer(next) - UnsafeRawPointer(start)
                }
                from = UnsafeRawPointer(next) - UnsafeRawPointer(start) + 1
            }
            return nil
        }
        return found ?? nil
    }
}
