import Catalogue
import RESTKit
import SQLEngines

/// What single settings must be beyond their form.
enum SettingChecks {
    static func path(_ text: String) throws(SettingFault) -> String {
        guard !text.isEmpty, !text.utf8.contains(0) else { throw SettingFault("must be a path") }
        return text
    }

    static func database(_ text: String) throws(SettingFault) -> EngineURL {
        do {
            return try EngineURL(text)
        } catch {
            throw SettingFault(
                "must be a database URL, like sqlite:data/souk.sqlite or postgres://souk:secret@db.example/souk")
        }
    }

    static func readDatabase(_ text: String) throws(SettingFault) -> EngineURL {
        guard let url = try? EngineURL(text), case .postgres = url.location else {
            throw SettingFault("must be a PostgreSQL URL, like postgres://souk:secret@standby.example/souk")
        }
        return url
    }

    static func host(_ text: String) throws(SettingFault) -> String {
        let isName = !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "/") }
        guard isName else { throw SettingFault("must be an IP address or a host name") }
        return text
    }

    static func network(_ text: String) throws(SettingFault) -> AddressRange {
        guard let range = AddressRange(text) else {
            throw SettingFault("must be IP addresses or networks, like 10.0.0.7 or 10.0.0.0/8")
        }
        return range
    }

    /// An origin as browsers send it (RFC 6454 §6.2): scheme, host and port, nothing after.
    static func origin(_ text: String) throws(SettingFault) -> String {
        let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        let isOrigin =
            parts.count == 2 && ["http", "https"].contains(parts[0]) && !parts[1].isEmpty
            && !parts[1].contains { "/?# @".contains($0) }
        guard isOrigin else {
            throw SettingFault("must be origins, like https://shop.example (no path, no slash at the end)")
        }
        return text
    }

    static func currency(_ text: String) throws(SettingFault) -> Currency {
        do {
            return try Currency(text)
        } catch {
            throw SettingFault(error.detail)
        }
    }

    static func metricsToken(_ text: String) throws(SettingFault) -> String {
        guard text.utf8.count >= 16, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
            throw SettingFault("must have at least 16 characters, none of them a blank")
        }
        return text
    }

    static func tokenKey(_ text: String) throws(SettingFault) -> TokenKey {
        guard let key = TokenKey(text) else {
            throw SettingFault("must be 64 hexadecimal digits or more; `openssl rand -hex 32` makes one")
        }
        return key
    }

    static func choice<Choice: RawRepresentable<String> & CaseIterable & SendableMetatype>(
        _: Choice.Type
    ) -> @Sendable (String) throws(SettingFault) -> Choice {
        let requirement = "must be \(Choice.allCases.map(\.rawValue).joined(separator: " or "))"
        return { text throws(SettingFault) in
            guard let choice = Choice(rawValue: text) else { throw SettingFault(requirement) }
            return choice
        }
    }
}
