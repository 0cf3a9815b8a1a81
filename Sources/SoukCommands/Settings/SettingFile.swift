import FoundationEssentials

/// The settings in a JSON file: one object, its keys those of the option table. `null` counts as not set.
struct SettingFile {
    /// By the settings' keys.
    let values: [String: WrittenValue]
    /// A sentence for each key that no setting has, and for each value that can be none.
    let faults: [String]
    /// nil when there is no file.
    let name: String?

    /// Read when nobody names another.
    static let usualName = "souk.json"

    /// Reads the file named, which must then exist; or ``usualName`` in the current folder, when there is one.
    static func read(_ named: String?) throws(Failure) -> SettingFile {
        guard let path = named ?? usualPath() else { return SettingFile(values: [:], faults: [], name: nil) }
        let entries = try entries(path)
        return SettingFile(
            values: entries.compactMapValues(\.written), faults: faults(entries, in: path), name: path)
    }

    private static func usualPath() -> String? {
        FileManager.default.fileExists(atPath: usualName) ? usualName : nil
    }

    private static func entries(_ path: String) throws(Failure) -> [String: Entry] {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw Failure(.configuration, "The configuration file \(path) cannot be read.")
        }
        do {
            return try JSONDecoder().decode([String: Entry].self, from: bytes)
        } catch {
            throw Failure(
                .configuration,
                "The configuration file \(path) is not a JSON object of settings, like {\"port\": 8080}.")
        }
    }

    private static func faults(_ entries: [String: Entry], in path: String) -> [String] {
        let known = Dictionary(uniqueKeysWithValues: SettingTable.lines.map { ($0.key, $0) })
        return entries.sorted { $0.key < $1.key }.compactMap { key, entry in
            guard let line = known[key] else {
                let suggestion = Spelling.suggestion(for: key, among: Array(known.keys))
                return "\(key) in \(path) is no setting of Souk\(suggestion)."
            }
            return entry == .unfit ? "\(key) \(line.form.requirement) (it comes from \(path))." : nil
        }
    }
}

/// What stands behind a key of the file.
private enum Entry: Decodable, Equatable {
    case written(WrittenValue)
    case null
    /// A value that no setting can have: an object, a fraction, a list of other things than strings.
    case unfit

    var written: WrittenValue? {
        if case .written(let value) = self { value } else { nil }
    }

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let answer = try? value.decode(Bool.self) {
            self = .written(.yesOrNo(answer))
        } else if let number = try? value.decode(Int.self) {
            self = .written(.number(number))
        } else if let text = try? value.decode(String.self) {
            self = .written(.text(text))
        } else if let texts = try? value.decode([String].self) {
            self = .written(.list(texts))
        } else {
            self = .unfit
        }
    }
}
