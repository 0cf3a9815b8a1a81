import Catalogue
import Logging

/// The program's log: how lines look, what is written, and where to. One for the whole process, passed to who writes.
struct Log: Sendable {
    let style: LogStyle
    let level: Logger.Level
    let writer: LogWriter
    let clock: WallClock
    let redaction: Redaction

    /// Makes this the log of everything that uses swift-log. Once a process.
    func bootstrap() {
        LoggingSystem.bootstrap { label in LineLogHandler(label: label, log: self) }
    }

    /// A logger of this log, for those who were not given one by the bootstrap.
    func logger(_ label: String) -> Logger {
        Logger(label: label) { label in LineLogHandler(label: label, log: self) }
    }

    /// Writes one line.
    func write(_ level: Logger.Level, _ message: String, _ fields: [LogField]) {
        let message = redaction.clean(message)
        let fields = fields.map { field in
            LogField(
                name: field.name,
                value: redaction.isSecret(field.name) ? Redaction.mark : redaction.clean(field.value))
        }
        let now = clock.now()
        writer.append(isUrgent: level >= .error) { bytes in
            switch style {
            case .text(let colours):
                appendText(level, message, fields, at: now, colours: colours, to: &bytes)
            case .json:
                appendJSON(level, message, fields, at: now, to: &bytes)
            }
            bytes.append(UInt8(ascii: "\n"))
        }
    }

    private func appendText(
        _ level: Logger.Level, _ message: String, _ fields: [LogField], at time: Timestamp, colours: Bool,
        to bytes: inout LogBytes
    ) {
        bytes.beginTextLine(level, at: time, colours: colours)
        bytes.append(escaped: message, for: style)
        for field in fields {
            bytes.append(colours ? "  \u{1B}[90m" : "  ")
            bytes.append(escaped: field.name, for: style)
            bytes.append(colours ? "=\u{1B}[0m" : "=")
            bytes.append(escaped: field.value, for: style)
        }
    }

    private func appendJSON(
        _ level: Logger.Level, _ message: String, _ fields: [LogField], at time: Timestamp, to bytes: inout LogBytes
    ) {
        bytes.beginJSONLine(level, at: time)
        bytes.append(member: "message", message)
        for field in fields {
            bytes.append(",\"")
            bytes.append(escaped: field.name, for: .json)
            bytes.append("\":\"")
            bytes.append(escaped: field.value, for: .json)
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: "}"))
    }
}

extension LogBytes {
    /// `08:00:00.123 INFO  `
    mutating func beginTextLine(_ level: Logger.Level, at time: Timestamp, colours: Bool) {
        if colours { append(Colour.grey.sequence) }
        LogTime.append(time, to: &self, style: .text(colours: colours))
        append(UInt8(ascii: " "))
        if colours { append(level.colour.sequence) }
        append(level.column)
        if colours { append(Colour.end) }
        append(UInt8(ascii: " "))
    }

    /// `{"time":"…","level":"info"`
    mutating func beginJSONLine(_ level: Logger.Level, at time: Timestamp) {
        append("{\"time\":\"")
        LogTime.append(time, to: &self, style: .json)
        append("\",\"level\":\"")
        append(escaped: level.rawValue, for: .json)
        append("\"")
    }

    /// `,"name":"text"`
    mutating func append(member name: StaticString, _ text: String) {
        append(",\"")
        append(name)
        append("\":\"")
        append(escaped: text, for: .json)
        append("\"")
    }
}
