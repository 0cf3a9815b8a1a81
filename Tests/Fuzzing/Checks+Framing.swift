import NIOCore

@testable import RESTKit

/// What is read in pieces must be read as it would be whole: a difference is how requests are smuggled.
extension Checks {
    static func head(_ bytes: [UInt8]) {
        let (whole, first, second) = halves(bytes)
        let (all, cut) = (heads([whole]), heads([first, second]))
        precondition(all == cut, "\(all) whole, \(cut) in two")
    }

    static func chunks(_ bytes: [UInt8]) {
        let (whole, first, second) = halves(bytes)
        let (all, cut, single) = (content([whole]), content([first, second]), content(whole.prefix(512).map { [$0] }))
        precondition(all == cut, "\(all) whole, \(cut) in two")
        if whole.count <= 512 { precondition(all == single, "\(all) whole, \(single) byte by byte") }
    }

    static func csv(_ bytes: [UInt8]) {
        let (whole, first, second) = halves(bytes)
        precondition(records([whole]) == records([first, second]), "other records in two pieces")
    }

    /// The boundary is the first line.
    static func form(_ bytes: [UInt8]) {
        let boundary = String(decoding: bytes.prefix { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 }.prefix(70), as: UTF8.self)
        let body = ByteBuffer(bytes: Array("--\(boundary)".utf8) + bytes.dropFirst(boundary.utf8.count))
        guard let form = try? Multipart(body, contentType: "multipart/form-data; boundary=\(boundary)") else { return }
        let kept = form.parts.map(\.content.readableBytes).reduce(0, +)
        precondition(kept <= body.readableBytes, "more than there was")
        _ = form.form
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

    private static func records(_ pieces: [[UInt8]]) -> [String] {
        var (reader, records) = (CSVReader(), [String]())
        do {
            for piece in pieces { try reader.read(piece) { records.append("\($0)") } }
            try reader.finish { records.append("\($0)") }
        } catch {
            records.append("\(error)")
        }
        return records
    }
}
