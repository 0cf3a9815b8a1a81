import Configuration

/// The settings among the environment's variables: those that begin with `SOUK_`. An empty one counts as not set.
struct SettingVariables {
    let provider: any ConfigProvider
    /// A sentence for each `SOUK_` variable that no setting has. Only a warning: container platforms add their own,
    /// such as `SOUK_SERVICE_HOST`.
    let warnings: [String]
    /// `SOUK_CONFIG`: the configuration file's path.
    let file: String?

    init(_ environment: [String: String]) {
        let ours = environment.filter { $0.key.hasPrefix("SOUK_") && !$0.value.isEmpty }
        provider = EnvironmentVariablesProvider(environmentVariables: ours).prefixKeys(with: "souk")
        file = ours["SOUK_CONFIG"]
        let known = SettingTable.lines.map(\.variable) + ["SOUK_CONFIG"]
        warnings = ours.keys.sorted().filter { !known.contains($0) }.map { name in
            "The environment variable \(name) is no setting of Souk\(Spelling.suggestion(for: name, among: known))."
        }
    }
}
