import ArgumentParser
import Testing

@testable import SoukCommands

@Suite("The option table")
struct SettingTableTests {
    @Test("Every setting has a flag, and every flag a setting")
    func flagsAreComplete() throws {
        let help = Souk.helpMessage(for: ServeCommand.self)
        for line in SettingTable.lines { #expect(help.contains(line.flag + " ") || help.contains(line.flag + "/")) }
        let flags = help.matches(of: /\n +(--[a-z-]+)/).map { String($0.1) }
        let known = Set(SettingTable.lines.map(\.flag) + ["--config", "--version"])
        #expect(flags.filter { !known.contains($0) } == [])
    }

    @Test("Every setting is read, in the table's order")
    func settingsAreComplete() throws {
        let settings = try Settings(from: SettingSources(flags: [:], environment: [:], file: nil))
        #expect(settings.report.map(\.line.name) == SettingTable.lines.map(\.name))
    }

    @Test("What is said by flags arrives, whatever its form")
    func flagsArrive() throws {
        let flags = try SettingFlags.parse([
            "--port", "9", "--data", "/srv", "--trusted-proxy", "::1", "--trusted-proxy", "10.0.0.0/8,10.1.0.0/16",
            "--require-if-match", "--no-demo",
        ])
        #expect(
            flags.written == [
                "port": .number(9), "data": .text("/srv"),
                "trusted_proxy": .list(["::1", "10.0.0.0/8", "10.1.0.0/16"]), "require_if_match": .yesOrNo(true),
                "demo": .yesOrNo(false),
            ])
    }

    @Test("The reference has a row for every setting")
    func reference() {
        let rows = SettingReport.reference().split(separator: "\n")
        #expect(rows.count == SettingTable.lines.count + 2)
        #expect(Set(rows.map { $0.count(where: { $0 == "|" }) - $0.ranges(of: "\\|").count }) == [7])
    }
}
