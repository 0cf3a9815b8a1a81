/// One line of the option table: how a setting is called, written, checked and explained.
///
/// Flag, environment variable, file key, `souk config` and the README's table are all made from it.
struct Setting<Value: Sendable>: Sendable {
    let line: SettingLine
    /// What holds when nobody says anything.
    let fallback: Value
    /// Makes the value of what was written, or says what is wrong with it.
    let parse: @Sendable (WrittenValue) throws(SettingFault) -> Value
    /// As `souk config` shows it.
    let show: @Sendable (Value) -> String
}

/// The part of a setting that does not depend on its type.
struct SettingLine: Sendable {
    /// `trusted-proxy`: the flag without its dashes.
    let name: String
    let form: SettingForm
    /// The default in words, as the README prints it.
    let standard: String
    /// One sentence.
    let help: String
    /// Never shown, only whether it is set.
    var isSecret = false

    /// `--trusted-proxy`
    var flag: String { "--" + name }
    /// `trusted_proxy`: the key in the configuration file.
    var key: String { name.replacing("-", with: "_") }
    /// `SOUK_TRUSTED_PROXY`
    var variable: String { "SOUK_" + key.uppercased() }
}

/// How a setting is written.
enum SettingForm: Sendable, Equatable {
    /// A string; the word stands for it in the help.
    case text(String)
    case number(ClosedRange<Int>)
    /// Yes or no: `--name` and `--no-name`, `true` and `false`.
    case yesOrNo
    case choice([String])
    /// Several strings: a flag given repeatedly, a variable with commas, an array in the file.
    case list(String)
}

/// What a source says, before the setting's own check.
enum WrittenValue: Sendable, Equatable {
    case text(String)
    case number(Int)
    case yesOrNo(Bool)
    case list([String])
}

/// What is wrong with a value, as the rest of a sentence: "must be a whole number from 0 to 65535".
struct SettingFault: Error, Equatable {
    let requirement: String

    init(_ requirement: String) {
        self.requirement = requirement
    }
}

/// Where a value came from, strongest first.
enum SettingSource: String, Sendable, CaseIterable {
    case flag, environment, file, standard = "default"
}
