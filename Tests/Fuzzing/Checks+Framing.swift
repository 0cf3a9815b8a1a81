import NIOCore

@testable import RESTKit

/// What is read in pieces must be read as it would be whole: a difference is how requests are smuggled.
extension Checks {
    mutating func head(_ bytes: [UInt8]) { inPieces(bytes, Self.heads) }

    mutating func chunks(_ bytes: [UInt8]) {
        let all = inPieces(bytes, Self.content)
        let whole = bytes.dropFirst()
        guard whole.count <= 512 else { return }
        let single = Self.content(whole.map { [$0] })
        require(all == single, "\(all) whole, \(single) byte by byte")
    }

    mutating func csv(_ bytes: [UInt8]) { inPieces(bytes, Self.records) }

    /// Reads the bytes after the first whole, and in two pieces. What the whole is taken for.
    @discardableResult
    private mutating func inPieces<Meaning: Equatable>(_ bytes: [UInt8], _ read: ([[UInt8]]) -> Meaning) -> Meaning {
        let (whole, first, second) = Self.halves(bytes)
        let all = timed { read([whole]) }
        let cut = read([first, second])
        require(all == cut, "\(all) whole, \(cut) in two")
        return all
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

    private static func records(_ pieces: [[UInt8]]) -> Records {
        var (reader, all) = (CSVReader(), Records())
        do {
            for piece in pieces { try reader.read(piece) { all.records.append($0) } }
            try reader.finish { all.records.append($0) }
        } catch {
            all.fault = error as? CSVSyntaxError
        }
        return all
    }

    private struct Records: Equatable {
        var records: [CSVRecord] = []
        var fault: CSVSyntaxError?
    }
}
