/// A piece of HTML. What is interpolated into it is escaped, unless it is HTML itself.
struct HTML: Sendable, ExpressibleByStringInterpolation {
    let text: String

    init(stringLiteral value: String) {
        text = value
    }

    init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
    }

    /// Pieces one after another, a line each.
    init(lines: [HTML]) {
        text = lines.map(\.text).joined(separator: "\n")
    }

    /// Pieces one after another, with nothing between them.
    init(joined pieces: [HTML]) {
        text = pieces.map(\.text).joined()
    }

    /// One that is made of interpolations alone, where the compiler would take it for a text.
    init(_ html: HTML) {
        self = html
    }

    struct StringInterpolation: StringInterpolationProtocol {
        var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity)
        }

        mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        mutating func appendInterpolation(_ piece: HTML) {
            text += piece.text
        }

        mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            for scalar in value.description.unicodeScalars { appendEscaped(scalar) }
        }

        private mutating func appendEscaped(_ scalar: Unicode.Scalar) {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
