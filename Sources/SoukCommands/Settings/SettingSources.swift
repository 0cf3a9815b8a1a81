import Configuration

/// Where settings come from: flags, then the environment, then a file. What none of them says has its default.
struct SettingSources {
    /// In the order of ``SettingSource``.
    let providers: [any ConfigProvider]
    /// What is wrong with the sources themselves, in sentences.
    let faults: [String]
    /// What is odd but prevents nothing, in sentences.
    let warnings: [String]
    /// The configuration file that was read; nil when there is none.
    let fileName: String?

    /// Reads the file at `file`, or `souk.json` in the current folder when there is one and `file` is nil.
    /// Throws a ``Failure`` when the file cannot be read or is not a JSON object.
    init(
        flags: [String: WrittenValue], environment: [String: String], file: String?
    ) throws(Failure) {
        let variables = SettingVariables(environment)
        let file = try SettingFile.read(file ?? variables.file)
        providers = [
            Self.provider("flags", of: flags), variables.provider, Self.provider("file", of: file.values),
        ]
        faults = file.faults
        warnings = variables.warnings
        fileName = file.name
    }

    private static func provider(_ name: String, of written: [String: WrittenValue]) -> any ConfigProvider {
        let values = written.map { key, value in (AbsoluteConfigKey([key]), ConfigValue(value)) }
        return InMemoryProvider(name: name, values: Dictionary(uniqueKeysWithValues: values))
    }
}

extension ConfigValue {
    fileprivate init(_ written: WrittenValue) {
        let content: ConfigContent =
            switch written {
            case .text(let text): .string(text)
            case .number(let number): .int(number)
            case .yesOrNo(let answer): .bool(answer)
            case .list(let texts): .stringArray(texts)
            }
        self.init(content, isSecret: false)
    }
}
