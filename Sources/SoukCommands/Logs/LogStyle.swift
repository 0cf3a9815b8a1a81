import Logging

/// How a line looks: for people (aligned, perhaps coloured) or for programs (a JSON object).
enum LogStyle: Sendable, Equatable {
    case text(colours: Bool)
    case json

    /// The style that `format` means for a stream that is or is not a terminal.
    init(_ format: LogFormat, isTerminal: Bool) {
        switch format {
        case .auto: self = isTerminal ? .text(colours: true) : .json
        case .text: self = .text(colours: isTerminal)
        case .json: self = .json
        }
    }
}

extension Logger.Level {
    /// Five letters, so that what follows is aligned.
    var column: StaticString {
        switch self {
        case .trace: "TRACE"
        case .debug: "DEBUG"
        case .info: "INFO "
        case .notice: "NOTE "
        case .warning: "WARN "
        case .error: "ERROR"
        case .critical: "FATAL"
        }
    }

    var colour: Colour {
        switch self {
        case .trace, .debug: .grey
        case .info: .green
        case .notice: .cyan
        case .warning: .yellow
        case .error, .critical: .red
        }
    }
}

/// The terminal's colours by their escape sequences (ECMA-48 §8.3.117).
enum Colour: Sendable {
    case grey, green, cyan, yellow, red, bold

    var sequence: StaticString {
        switch self {
        case .grey: "\u{1B}[90m"
        case .green: "\u{1B}[32m"
        case .cyan: "\u{1B}[36m"
        case .yellow: "\u{1B}[33m"
        case .red: "\u{1B}[31m"
        case .bold: "\u{1B}[1m"
        }
    }

    static let end: StaticString = "\u{1B}[0m"
}
