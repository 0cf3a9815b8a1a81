/// The backups in a folder as a table, the newest last.
enum BackupList {
    static func text(_ folder: BackupFolder) throws(Failure) -> String {
        let rows = try folder.backups().map { file -> [String] in
            let name = file.path.split(separator: "/").last.map { String($0) } ?? file.path
            guard let manifest = try? file.manifest() else { return [name, "NOT WHOLE", "", "", ""] }
            return [
                name, manifest.createdAt, ProgressBar.grouped(manifest.bytes),
                ProgressBar.grouped(manifest.rows["items"] ?? 0), manifest.souk,
            ]
        }
        return TextTable.aligned([["backup", "of", "bytes", "items", "souk"]] + rows)
    }
}
