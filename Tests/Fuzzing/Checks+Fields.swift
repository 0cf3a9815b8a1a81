import NIOHTTP1

@testable import RESTKit

/// Fields of which a server reads more than that they are there.
extension Checks {
    mutating func etags(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        _ = timed { EntityTagList([text]) }
        _ = EntityTagList(text.split(separator: "\n").map(String.init))
    }

    /// A list is the same in one field as in several (RFC 9110 §5.3), and a name in any case.
    mutating func fields(_ bytes: [UInt8]) {
        liking(bytes)
        cookie(bytes)
        let small = Self.head("Content-Type", [bytes])
        let capital = Self.head("Content-Type", [bytes.map { $0.isLetter ? $0 & ~0x20 : $0 }])
        let isTaken = timed { (try? small.checkType([.json])) != nil }
        require(isTaken == ((try? capital.checkType([.json])) != nil), "taken in one case alone")
    }

    /// `Accept` and `Accept-Encoding`.
    private mutating func liking(_ bytes: [UInt8]) {
        let members = bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        let (accept, several) = (Self.head("Accept", [bytes]).headers, Self.head("Accept", members).headers)
        let offers = [MediaType.json, .html, .csv]
        let accepted = timed { accept.accepted(of: offers) }
        require(accepted == several.accepted(of: offers), "another type in several fields")
        let list = QualityList(accept["Accept"]).members
        let written = list.map { "\($0.range);q=\($0.quality / 1000).\(String($0.quality % 1000 + 1000).dropFirst())" }
        require(QualityList(written).members == list, "read again as something else")
        let codings = (Self.head("Accept-Encoding", [bytes]).headers, Self.head("Accept-Encoding", members).headers)
        let coding = timed { ContentCoding(codings.0) }
        require(coding == ContentCoding(codings.1), "another coding in several fields")
    }

    /// HTTP/2 sends a cookie's pairs in fields of their own (RFC 9113 §8.2.3).
    private mutating func cookie(_ bytes: [UInt8]) {
        let cookie = Cookie("souk")
        let head = Self.head("Cookie", [bytes])
        let value = timed { cookie.value(in: head) }
        let crumbs = bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        require(cookie.value(in: Self.head("Cookie", crumbs)) == value, "another cookie in several fields")
        guard let value else { return }
        require(cookie.value(in: Self.head("Cookie", ["\(cookie.name)=\(value)".utf8])) == value, "another value")
    }

    /// A head with a body whose only fields are these, of one name.
    private static func head(_ name: String, _ values: [some Collection<UInt8>]) -> RequestHead {
        let fields = HeaderFields(values.map { (name, String(decoding: $0, as: UTF8.self)) })
        return RequestHead(method: .POST, target: "/", headers: fields, remoteAddress: "", id: "", hasBody: true)
    }
}
