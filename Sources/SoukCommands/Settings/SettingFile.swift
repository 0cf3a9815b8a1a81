import Configuration
import FoundationEssentials
import SystemPackage

/// The settings in a JSON file: one object, its keys those of the option table.
struct SettingFile {
    let provider: any ConfigProvider
    /// A sentence for each key that no setting has, and for each value of the wrong form.
    let faults: [String]
    /// nil when there is no file.
    let name: String?

    /// Read when nobody names another.
    static let usualName = "souk.json"

    /// Reads the file named, which must then exist; or ``usualName`` in the current folder, when there is one.
    static func read(_ named: String?) async throws(Failure) -> SettingFile {
        guard let path = named ?? usualPath() else {
            return SettingFile(provider: InMemoryProvider(name: "file", values: [:]), faults: [], name: nil)
        }
        let entries = try entries(path)
        do {
            let provider = try await FileProvider<JSONSnapshot>(filePath: FilePath(path))
            return SettingFile(provider: provider, faults: faults(entries, in: path), name: path)
        } catch {
            throw notAnObject(path)
        }
    }

    private static func usualPath() -> String? {
        FileManager.default.fileExists(atPath: usualName) ? usualName : nil
    }

    private static func entries(_ path: String) throws(Failure) -> [String: EntryForm] {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw Failure(.configuration, "The configuration file \(path) cannot be read.")
        }
        do {
            return try JSONDecoder().decode([String: EntryForm].self, from: bytes)
        } catch {
            throw notAnObject(path)
        }
    }

    private static func notAnObject(_ path: String) -> Failure {
        Failure(
            .configuration,
            "The configuration file \(path) is not a JSON object of settings, like {\"port\": 8080}.")
    }

    private static func faults(_ entries: [String: EntryForm], in path: String) -> [String] {
        let known = Dictionary(uniqueKeysWithValues: SettingTable.lines.map { ($0.key, $0) })
        return entries.sorted { $0.key < $1.key }.compactMap { key, form in
            guard let line = known[key] else {
                let suggestion = Spelling.suggestion(for: key, among: Array(known.keys))
                return "\(key) in \(path) is no setting of Souk\(suggestion)."
            }
            // `ConfigReader` itself takes true for 1 and 1 for true.
            let isMistaken = form == .yesOrNo && line.form != .yesOrNo || form != .yesOrNo && line.form == .yesOrNo
            return isMistaken ? "\(key) \(line.form.requirement) (it comes from \(path))." : nil
        }
    }
}

/// What kind of value a key of the file has, as far as it matters.
private enum EntryForm: Decodable {
    case yesOrNo, other

    init(from decoder: any Decoder) throws {
        let isYesOrNo = (try? decoder.singleValueContainer().decode(Bool.self)) != nil
        self = isYesOrNo ? .yesOrNo : .other
    }
}
