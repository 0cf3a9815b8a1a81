import FoundationEssentials
import RESTKit

/// The settings in a JSON file: one object, its keys those of the option table, each once. `null` counts as not set.
struct SettingFile {
    /// By the settings' keys; only what is of the setting's form.
    let values: [String: WrittenValue]
    /// A sentence for each key that no setting has, and for each value of the wrong form.
    let faults: [String]
    /// nil when there is no file.
    let name: String?

    /// Read when nobody names another.
    static let usualName = "souk.json"

    /// Reads the file named, which must then exist; or ``usualName`` in the current folder, when there is one.
    static func read(_ named: String?) throws(Failure) -> SettingFile {
        guard let path = named ?? usualPath() else { return SettingFile(values: [:], faults: [], name: nil) }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw Failure(.configuration, "The configuration file \(path) cannot be read.")
        }
        let content: JSON
        do {
            content = try JSONReader.read(Array(bytes))
        } catch {
            throw notAnObject(path, "at byte \(error.offset), \(error.reason)")
        }
        guard case .object(let entries) = content else { throw notAnObject(path, "it is \(content.kind)") }
        return SettingFile(entries, in: path)
    }

    private init(values: [String: WrittenValue], faults: [String], name: String?) {
        (self.values, self.faults, self.name) = (values, faults, name)
    }

    private init(_ entries: JSONObject, in path: String) {
        let known = Dictionary(uniqueKeysWithValues: SettingTable.lines.map { ($0.key, $0) })
        var (values, faults): ([String: WrittenValue], [String]) = ([:], [])
        for (key, value) in entries.members.map({ ($0.name, $0.value) }) where value != .null || known[key] == nil {
            if let line = known[key] {
                if let written = WrittenValue(value), line.form.admits(written) {
                    values[key] = written
                } else {
                    faults.append("\(key) \(line.form.requirement) (it comes from \(path)).")
                }
            } else {
                let suggestion = Spelling.suggestion(for: key, among: Array(known.keys))
                faults.append("\(key) in \(path) is no setting of Souk\(suggestion).")
            }
        }
        self.init(values: values, faults: faults, name: path)
    }

    private static func usualPath() -> String? {
        FileManager.default.fileExists(atPath: usualName) ? usualName : nil
    }

    private static func notAnObject(_ path: String, _ reason: String) -> Failure {
        Failure(
            .configuration,
            "The configuration file \(path) is not a JSON object of settings, like {\"port\": 8080}: \(reason).")
    }
}

extension WrittenValue {
    /// nil for what no setting can have: an object, a fraction, a list of other things than strings.
    fileprivate init?(_ json: JSON) {
        switch json {
        case .boolean(let answer): self = .yesOrNo(answer)
        case .string(let text): self = .text(text)
        case .number(let number):
            guard let integer = number.integer else { return nil }
            self = .number(Int(integer))
        case .array(let elements):
            let texts = elements.compactMap { if case .string(let text) = $0 { text } else { nil } }
            guard texts.count == elements.count else { return nil }
            self = .list(texts)
        case .null, .object: return nil
        }
    }
}

extension SettingForm {
    /// Whether a value is of this form at all; its own check comes later.
    fileprivate func admits(_ written: WrittenValue) -> Bool {
        switch (self, written) {
        case (.text, .text), (.choice, .text), (.number, .number), (.yesOrNo, .yesOrNo), (.list, .list): true
        default: false
        }
    }
}
