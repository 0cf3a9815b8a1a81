/// An answer as it came over the wire.
struct RawAnswer {
    let statusLine: String
    let fields: [(name: String, value: String)]
    let body: String

    var status: Int { Int(statusLine.dropFirst(9).prefix(3)) ?? 0 }

    subscript(name: String) -> String? {
        let values = fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: " AND ")
    }

    /// The first answer in `bytes`, if it is complete, which is then taken off.
    static func take(from bytes: inout [UInt8], toHEAD: Bool) -> RawAnswer? {
        let end = Array("\r\n\r\n".utf8)
        guard let headEnd = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else { return nil }
        let lines = String(decoding: bytes[..<headEnd], as: UTF8.self).components(of: "\r\n")
        let fields = lines.dropFirst().map { line in
            let colon = line.firstIndex(of: ":") ?? line.endIndex
            return (name: String(line[..<colon]), value: String(line[colon...].dropFirst(2)))
        }
        if fields.contains(where: { $0.name == "Transfer-Encoding" }), !toHEAD {
            return takeChunks(from: &bytes, at: headEnd + 4).map { body in
                RawAnswer(statusLine: lines[0], fields: Array(fields), body: body)
            }
        }
        let length = fields.first { $0.name == "Content-Length" }.flatMap { Int($0.value) } ?? 0
        let bodyStart = headEnd + 4
        let bodyEnd = bodyStart + (toHEAD ? 0 : length)
        guard bytes.count >= bodyEnd else { return nil }
        defer { bytes.removeSubrange(..<bodyEnd) }
        return RawAnswer(
            statusLine: lines[0], fields: Array(fields),
            body: String(decoding: bytes[bodyStart..<bodyEnd], as: UTF8.self))
    }

    /// The content of the chunks that begin there, if the last one is among them; then all before its end is taken off.
    private static func takeChunks(from bytes: inout [UInt8], at start: Int) -> String? {
        var position = start
        var body: [UInt8] = []
        while let lineEnd = bytes[position...].firstIndex(of: 0x0A) {
            let digits = String(decoding: bytes[position..<lineEnd - 1], as: UTF8.self)
            guard let size = Int(digits, radix: 16), bytes.count >= lineEnd + 1 + size + 2 else { return nil }
            body += bytes[lineEnd + 1..<lineEnd + 1 + size]
            position = lineEnd + 1 + size + 2
            if size == 0 {
                bytes.removeSubrange(..<position)
                return String(decoding: body, as: UTF8.self)
            }
        }
        return nil
    }
}

extension String {
    fileprivate func components(of separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
