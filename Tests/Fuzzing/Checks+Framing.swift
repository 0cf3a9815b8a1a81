import NIOCore

@testable import RESTKit

/// What is read in pieces must be read as it would be whole: a difference is how requests are smuggled.
extension Checks {
    mutating func head(_ bytes: [UInt8]) {
        let (whole, first, second) = Self.halves(bytes)
        let all = timed { Self.heads([whole]) }
        let cut = Self.heads([first, second])
        require(all == cut, "\(all) whole, \(cut) in two")
    }

    mutating func chunks(_ bytes: [UInt8]) {
        let (whole, first, second) = Self.halves(bytes)
        let all = timed { Self.content([whole]) }
        let (cut, single) = (Self.content([first, second]), Self.content(whole.prefix(512).map { [$0] }))
        require(all == cut, "\(all) whole, \(cut) in two")
        if whole.count <= 512 { require(all == single, "\(all) whole, \(single) byte by byte") }
    }

    mutating func csv(_ bytes: [UInt8]) {
        let (whole, first, second) = Self.halves(bytes)
        let all = timed { Self.records([whole]) }
        let cut = Self.records([first, second])
        require(all == cut, "other records in two pieces")
    }

    /// The boundary is the first line.
    mutating func form(_ bytes: [UInt8]) {
        let boundary = String(decoding: bytes.prefix { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 }.prefix(70), as: UTF8.self)
        let body = ByteBuffer(bytes: Array("--\(boundary)".utf8) + bytes.dropFirst(boundary.utf8.count))
        let type = "multipart/form-data; boundary=\(boundary)"
        guard let form = timed({ try? Multipart(body, contentType: type) }) else { return }
        let kept = form.parts.map(\.content.readableBytes).reduce(0, +)
        require(kept <= body.readableBytes, "more than there was")
        _ = timed { form.form }
    }

    /// What the heads of a stream are taken for, up to the first that is refused.
    private static func heads(_ pieces: [[UInt8]]) -> [String] {
        var (parser, seen) = (RequestHeadParser(limits: HTTPServer.Limits()), [String]())
        var buffer = ByteBuffer()
        do {
            for piece in pieces {
                buffer.writeBytes(piece)
                while try parser.parse(&buffer), let line = parser.line {
                    let controls = parser.controls
                    seen.append(
                        "\(line.method) \(line.target) \(line.version) \(controls.body) \(controls.expectation) "
                            + "\(controls.asksToClose) \(parser.fields.lines.count)")
                    _ = try RequestTarget.normalise(line.target, method: line.method)
                    parser.reset()
                }
            }
        } catch {
            // Which of several faults is seen first may differ, but not what is answered.
            seen.append("\(error.status)")
        }
        return seen
    }

    private static func content(_ pieces: [[UInt8]]) -> String {
        var (reader, content) = (ChunkReader(limits: HTTPServer.Limits()), [UInt8]())
        var buffer = ByteBuffer()
        do {
            for piece in pieces {
                buffer.writeBytes(piece)
                while let chunk = try reader.next(&buffer) { content += Array(chunk.readableBytesView) }
            }
        } catch {
            return "\(error.status)"
        }
        return "\(content) \(reader.isComplete) \(reader.isComplete ? buffer.readableBytes : 0)"
    }

    private static func records(_ pieces: [[UInt8]]) -> (records: [CSVRecord], fault: CSVSyntaxError?) {
        var (reader, records) = (CSVReader(), [CSVRecord]())
        do {
            for piece in pieces { try reader.read(piece) { records.append($0) } }
            try reader.finish { records.append($0) }
        } catch {
            return (records, error as? CSVSyntaxError)
        }
        return (records, nil)
    }
}
