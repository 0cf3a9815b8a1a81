/// The settings as people read them: `souk config` and the README's table.
enum SettingReport {
    /// Every setting as it holds, and where it came from.
    static func effective(_ report: [EffectiveSetting]) -> String {
        TextTable.aligned(
            [["setting", "value", "from"]] + report.map { [$0.line.name, $0.value, $0.source.rawValue] })
    }

    /// The option table in Markdown.
    static func reference() -> String {
        let rows = SettingTable.lines.map { line in
            ["`\(line.flag)`", "`\(line.variable)`", "`\(line.key)`", line.form.markdown, line.standard, line.help]
        }
        return TextTable.markdown([["flag", "environment", "file", "value", "default", "what it does"]] + rows)
    }
}

extension SettingForm {
    fileprivate var markdown: String {
        switch self {
        case .number(let range): "\(range.lowerBound)–\(range.upperBound)"
        default: "`\(placeholder.replacing("|", with: "\\|"))`"
        }
    }
}
