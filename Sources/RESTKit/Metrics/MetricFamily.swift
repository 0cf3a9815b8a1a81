import NIOCore

/// All series of one name.
struct MetricFamily: Sendable {
    enum Kind: String, Sendable { case counter, gauge, summary, histogram }

    let name: String
    let kind: Kind
    let help: String?
    /// By their labels, as the text has them.
    var series: [String: any MetricSeries] = [:]

    init(name: String, kind: Kind, help: String?) {
        self.name = name
        self.kind = kind
        self.help = help
    }

    func write(to text: inout ByteBuffer) {
        guard !series.isEmpty else { return }
        if let help { text.writeString("# HELP \(name) \(MetricText.help(help))\n") }
        text.writeString("# TYPE \(name) \(kind.rawValue)\n")
        for (labels, series) in series.sorted(by: { $0.key < $1.key }) {
            for sample in series.samples {
                let all = [labels, sample.label].filter { !$0.isEmpty }.joined(separator: ",")
                text.writeString("\(name)\(sample.suffix)\(all.isEmpty ? "" : "{\(all)}") \(sample.value)\n")
            }
        }
    }
}

/// The measurements under one name and one set of labels.
protocol MetricSeries: AnyObject, Sendable {
    /// In the order in which they are written.
    var samples: [MetricSample] { get }
}

/// One line of text.
struct MetricSample {
    /// `_bucket`, `_sum`, `_count`, or nothing.
    var suffix = ""
    /// A label of this line only, `le="0.1"`.
    var label = ""
    let value: String
}

/// Names, labels and numbers as the text format spells them.
enum MetricText {
    /// A label of swift-metrics as a name: any character that a name may not have becomes `_`.
    static func name(_ label: String) -> String {
        var name = label.utf8.map { isWord($0) || $0 == UInt8(ascii: ":") ? $0 : UInt8(ascii: "_") }
        if name.first.map(isDigit) ?? true { name.insert(UInt8(ascii: "_"), at: 0) }
        return String(decoding: name, as: UTF8.self)
    }

    /// `method="GET",status="200"`: by name, values escaped.
    static func labels(_ dimensions: [(String, String)]) -> String {
        dimensions.sorted { $0.0 < $1.0 }.map { dimension in
            let value = help(dimension.1).replacing("\"", with: "\\\"")
            return "\(name(dimension.0).replacing(":", with: "_"))=\"\(value)\""
        }.joined(separator: ",")
    }

    /// Backslashes and line feeds escaped.
    static func help(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        return Int64(exactly: value).map(String.init) ?? "\(value)"
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
        default: isDigit(byte)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
