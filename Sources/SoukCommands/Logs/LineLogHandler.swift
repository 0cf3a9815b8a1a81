import Catalogue
import Logging

/// swift-log's face of the log: one line an event, through a ``LogWriter``.
struct LineLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    var logLevel: Logger.Level
    private let label: String
    private let log: Log

    init(label: String, log: Log) {
        self.label = label
        self.log = log
        logLevel = log.level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        log.write(event.level, event.message.description, fields(of: event))
    }

    private func fields(of event: LogEvent) -> [LogField] {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
        if let own = event.metadata { all.merge(own) { $1 } }
        if let error = event.error { all["error"] = "\(error)" }
        return all.sorted { $0.key < $1.key }.map { LogField(name: $0.key, value: $0.value.description) }
    }
}

/// A named value on a log line.
struct LogField: Sendable, Equatable {
    let name: String
    let value: String
}
