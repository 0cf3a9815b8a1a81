import ArgumentParser

/// A setting as it was said on the command line.
struct FlagValue: Sendable {
    let line: SettingLine
    let text: String

    /// In the setting's form where it can be; otherwise as text, which its check then refuses.
    var written: WrittenValue {
        if case .number = line.form, let number = Int(text) { return .number(number) }
        return .text(text)
    }

    /// A list may be given by repeating its flag, by commas, or both.
    var texts: [String] {
        text.split(separator: ",").map { String($0.drop { $0 == " " }) }
    }
}

extension SettingLine {
    /// The setting's line in `--help`.
    var flagHelp: ArgumentHelp {
        let caution = isSecret ? " Better in \(variable): flags are seen by other users of the machine." : ""
        return ArgumentHelp("\(help)\(caution) (default: \(standard))", valueName: form.placeholder)
    }
}

extension Option where Value == FlagValue? {
    /// The flag of a setting with one value.
    init(_ line: SettingLine) {
        self.init(name: .customLong(line.name), help: line.flagHelp) { FlagValue(line: line, text: $0) }
    }
}

extension Option where Value == [FlagValue] {
    /// The flag of a setting with several values.
    init(wrappedValue: [FlagValue], _ line: SettingLine) {
        self.init(wrappedValue: wrappedValue, name: .customLong(line.name), help: line.flagHelp) {
            FlagValue(line: line, text: $0)
        }
    }
}

extension Flag where Value == Bool? {
    /// The two flags of a setting that is yes or no.
    init(_ line: SettingLine) {
        self.init(name: .customLong(line.name), inversion: .prefixedNo, help: line.flagHelp)
    }
}

/// Finds the settings among a command's flags.
enum WrittenValues {
    /// What was given to the properties of `flags`, by the settings' keys.
    static func of(_ flags: Any) -> [String: WrittenValue] {
        var written: [String: WrittenValue] = [:]
        for value in Mirror(reflecting: flags).children.map(\.value) {
            if let single = (value as? Option<FlagValue?>)?.wrappedValue { written[single.line.key] = single.written }
            if let several = (value as? Option<[FlagValue]>)?.wrappedValue, let line = several.first?.line {
                written[line.key] = .list(several.flatMap(\.texts))
            }
        }
        return written
    }
}
