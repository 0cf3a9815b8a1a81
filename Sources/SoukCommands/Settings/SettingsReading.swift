import Configuration
import Synchronization

/// A setting as it holds, for `souk config`.
struct EffectiveSetting: Sendable {
    let line: SettingLine
    /// As it may be shown: a secret is only `set` or `none`.
    let value: String
    let source: SettingSource
}

/// Reads the settings one by one through swift-configuration's `ConfigReader`, and keeps what is wrong until the end.
struct SettingsReading {
    private let reader: ConfigReader
    private let lastAccess = LastAccess()
    private var faults: [String]
    private let fileName: String?
    private(set) var report: [EffectiveSetting] = []

    init(_ sources: SettingSources) {
        reader = ConfigReader(providers: sources.providers, accessReporter: lastAccess)
        faults = sources.faults
        fileName = sources.fileName
    }

    /// The setting's value, or its default; what is wrong with it is thrown by ``finish()``.
    mutating func value<Value>(of setting: Setting<Value>) -> Value {
        guard let (value, source) = found(setting) else {
            return noting(setting, setting.fallback, .standard)
        }
        return noting(setting, value, source)
    }

    /// The same for a setting whose default, as it would be written, is worked out from others.
    mutating func value<Value>(of setting: Setting<Value?>, otherwise standard: String) throws(Failure) -> Value {
        if let (value, source) = found(setting), let value {
            return noting(setting, value, source) ?? value
        }
        guard let value = try? setting.parse(.text(standard)) else {
            throw Failure(.configuration, "The default of \(setting.line.name), \(standard), cannot be used.")
        }
        return noting(setting, value, .standard) ?? value
    }

    /// Notes that settings do not fit together.
    mutating func refuse(_ sentence: String) {
        faults.append(sentence)
    }

    /// Throws when anything was wrong: all of it, a line each.
    func finish() throws(Failure) {
        guard !faults.isEmpty else { return }
        guard faults.count > 1 else { throw Failure(.configuration, faults[0]) }
        let list = faults.map { "\n  - " + $0 }.joined()
        throw Failure(.configuration, "\(faults.count) things are wrong with the settings:\(list)")
    }

    private mutating func noting<Value>(_ setting: Setting<Value>, _ value: Value, _ source: SettingSource) -> Value {
        let shown = setting.show(value)
        let text = setting.line.isSecret && shown != "none" ? "set, not shown" : shown
        report.append(EffectiveSetting(line: setting.line, value: text, source: source))
        return value
    }

    private mutating func found<Value>(_ setting: Setting<Value>) -> (Value, SettingSource)? {
        do {
            let written = try reader.written(setting.line)
            return (try setting.parse(written), lastAccess.source)
        } catch let fault as SettingFault {
            faults.append(sentence(setting.line, fault.requirement))
        } catch {
            // Either nobody sets it, or somebody sets it in another form.
            if lastAccess.source != .standard { faults.append(sentence(setting.line, setting.line.form.requirement)) }
        }
        return nil
    }

    private func sentence(_ line: SettingLine, _ requirement: String) -> String {
        switch lastAccess.source {
        case .flag: "\(line.flag) \(requirement)."
        case .environment: "\(line.variable) \(requirement) (it comes from the environment)."
        case .file: "\(line.key) \(requirement) (it comes from \(fileName ?? "the file"))."
        case .standard: "\(line.name) \(requirement)."
        }
    }
}

extension ConfigReader {
    /// What the strongest source says of a setting; throws when none does, or when it is not of the setting's form.
    fileprivate func written(_ line: SettingLine) throws -> WrittenValue {
        let key = ConfigKey([line.key])
        return switch line.form {
        case .text, .choice: .text(try requiredString(forKey: key, isSecret: line.isSecret))
        case .number: .number(try requiredInt(forKey: key, isSecret: line.isSecret))
        case .yesOrNo: .yesOrNo(try requiredBool(forKey: key, isSecret: line.isSecret))
        case .list: .list(try requiredStringArray(forKey: key, isSecret: line.isSecret))
        }
    }
}

/// Remembers which source answered last.
private final class LastAccess: AccessReporter {
    private let last = Mutex(SettingSource.standard)

    var source: SettingSource { last.withLock { $0 } }

    func report(_ event: AccessEvent) {
        let decisive = event.providerResults.firstIndex { result in
            switch result.result {
            case .success(let lookup): lookup.value != nil
            case .failure: true
            }
        }
        last.withLock { $0 = decisive.map { SettingSource.allCases[$0] } ?? .standard }
    }
}
