import Foundation
import RESTKit
import SQLEngines
import Testing

@testable import SoukCommands

@Suite("Settings")
struct SettingsTests {
    @Test("Without anything said, every setting has its default")
    func defaults() throws {
        let settings = try read()
        #expect(settings.port == 8080)
        #expect(settings.database.description == "sqlite:data/souk.sqlite")
        #expect(settings.access == .open)
        #expect(settings.report.allSatisfy { $0.source == .standard })
    }

    @Test("A flag counts before the environment, the environment before the file, the file before the default")
    func precedence() throws {
        let file = try TemporaryFile(#"{"port": 1001, "host": "10.0.0.1", "threads": 4, "demo": true}"#)
        let settings = try read(
            flags: ["port": .number(3)], environment: ["SOUK_PORT": "2", "SOUK_HOST": "10.0.0.2"], file: file.path)
        #expect(settings.port == 3)
        #expect(settings.host == "10.0.0.2")
        #expect(settings.threads == 4)
        #expect(settings.demo)
        #expect(settings.requestsInFlight == 256)
        #expect(settings.source(of: SettingTable.port.line) == .flag)
        #expect(settings.source(of: SettingTable.host.line) == .environment)
        #expect(settings.source(of: SettingTable.threads.line) == .file)
        #expect(settings.source(of: SettingTable.requestsInFlight.line) == .standard)
    }

    @Test("Production is guarded unless somebody asks for the open policy")
    func accessFollowsEnvironment() throws {
        #expect(try read(environment: ["SOUK_ENVIRONMENT": "production"]).access == .guarded)
        let asked = try read(environment: ["SOUK_ENVIRONMENT": "production", "SOUK_ACCESS": "open"])
        #expect(asked.access == .open)
    }

    @Test("The database lies in the data folder unless it is named")
    func databaseFollowsDataFolder() throws {
        #expect(
            try read(flags: ["data": .text("/srv/shop")]).database.description == "sqlite:/srv/shop/souk.sqlite")
    }

    @Test("Writes that are stuck leave reads half of the requests in flight", arguments: [(256, 128), (8, 4), (1, 1)])
    func stuckWrites(_ requests: Int, _ writes: Int) throws {
        let settings = try read(environment: ["SOUK_REQUESTS_IN_FLIGHT": "\(requests)"])
        #expect(settings.sqliteOptions().stuckQueue == writes)
    }

    @Test("Lists come from commas in the environment and from arrays in the file")
    func lists() throws {
        let file = try TemporaryFile(#"{"cors_origin": ["https://a.example", "https://b.example"]}"#)
        let settings = try read(environment: ["SOUK_TRUSTED_PROXY": "10.0.0.0/8, ::1"], file: file.path)
        #expect(settings.trustedProxies.count == 2)
        #expect(settings.corsOrigins == ["https://a.example", "https://b.example"])
    }

    @Test("All wrong values are named at once, each with where it came from")
    func faults() throws {
        let file = try TemporaryFile(#"{"log_level": "loud", "prt": 1, "demo": 1, "tls_key": "key.pem"}"#)
        let failure = try #require(
            refusal(
                flags: ["host": .text("a b")],
                environment: ["SOUK_PORT": "99999", "SOUK_DEFAULT_CURRENCY": "XXY", "SOUK_METRICS_TOKEN": "short"],
                file: file.path))
        #expect(failure.exitCode == .configuration)
        for part in [
            "--host must be an IP address", "SOUK_PORT must be a whole number from 0 to 65535 (it comes from the env",
            "log_level must be trace or", "prt in \(file.path) is no setting of Souk (did you mean port?)",
            "demo must be true or false", "SOUK_DEFAULT_CURRENCY must be", "SOUK_METRICS_TOKEN must have",
            "tls-certificate and tls-key need each other",
        ] {
            #expect(failure.sentence.contains(part), "\(part) is missing in: \(failure.sentence)")
        }
    }

    @Test("A wrong secret is not repeated in the refusal, a right one not in the report")
    func secretsStaySecret() throws {
        let failure = try #require(refusal(environment: ["SOUK_METRICS_TOKEN": "tooshort"]))
        #expect(!failure.sentence.contains("tooshort"))
        let key = String(repeating: "ab", count: 32)
        let settings = try read(
            environment: ["SOUK_METRICS_TOKEN": "0123456789abcdef", "SOUK_TOKEN_KEY": key])
        let report = SettingReport.effective(settings.report)
        #expect(!report.contains("0123456789abcdef") && !report.contains(key))
        #expect(report.contains("set, not shown"))
    }

    @Test("An unknown SOUK_ variable is warned about with the nearest name; an empty one counts as not set")
    func variables() throws {
        let sources = try SettingSources(
            flags: [:], environment: ["SOUK_ACESS": "guarded", "SOUK_PORT": "", "HOME": "/"], file: nil)
        #expect(
            sources.warnings == [
                "The environment variable SOUK_ACESS is no setting of Souk (did you mean SOUK_ACCESS?)."
            ])
        #expect(try Settings(from: sources).port == 8080)
    }

    @Test("A file that is named must be there and must be a JSON object", arguments: [nil, "[]", "{\"port\": 1"])
    func brokenFile(_ content: String?) throws {
        let file = try TemporaryFile(content ?? "")
        if content == nil { file.remove() }
        let failure = try #require(refusal(file: file.path))
        #expect(failure.exitCode == .configuration)
        #expect(failure.sentence.contains(file.path))
    }

    @Test(
        "A value in the file that no setting can have is wrong; null is none",
        arguments: ["{}", "1.5", "[1]", "[true]"])
    func unfitValues(_ value: String) throws {
        let file = try TemporaryFile(#"{"port": \#(value), "host": null}"#)
        let failure = try #require(refusal(file: file.path))
        #expect(failure.sentence.contains("port must be a whole number from 0 to 65535 (it comes from \(file.path))"))
        #expect(!failure.sentence.contains("host"))
    }

    @Test("A value of the wrong form is told even where a flag counts, and once")
    func faultBehindFlag() throws {
        let file = try TemporaryFile(#"{"port": "8080", "demo": 1}"#)
        let failure = try #require(refusal(flags: ["port": .number(3)], file: file.path))
        #expect(failure.sentence.components(separatedBy: "port must be").count == 2)
        #expect(failure.sentence.components(separatedBy: "demo must be").count == 2)
    }

    @Test("A key that is there twice makes the file wrong, and the refusal says where")
    func repeatedKey() throws {
        let file = try TemporaryFile(#"{"access": "guarded", "access": "open"}"#)
        let failure = try #require(refusal(file: file.path))
        #expect(failure.sentence.contains("at byte 22, a key is given twice"))
    }

    @Test("A number, true or a text stands for no other form", arguments: ["\"8080\"", "true", "[\"1\"]"])
    func otherForms(_ value: String) throws {
        let file = try TemporaryFile(#"{"port": \#(value)}"#)
        #expect(try #require(refusal(file: file.path)).sentence.contains("port must be a whole number"))
    }

    private func read(
        flags: [String: WrittenValue] = [:], environment: [String: String] = [:], file: String? = nil
    ) throws(Failure) -> Settings {
        try Settings(from: SettingSources(flags: flags, environment: environment, file: file))
    }

    private func refusal(
        flags: [String: WrittenValue] = [:], environment: [String: String] = [:], file: String? = nil
    ) -> Failure? {
        do {
            _ = try read(flags: flags, environment: environment, file: file)
            return nil
        } catch {
            return error
        }
    }
}
