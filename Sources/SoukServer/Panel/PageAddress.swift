import PercentCoding
import RESTKit

/// A page's path and query, for links to nearly the same page.
struct PageAddress: Sendable {
    let path: String
    private(set) var parameters: [(name: String, value: String)]

    init(_ path: String, _ parameters: [(name: String, value: String)] = []) {
        (self.path, self.parameters) = (path, parameters)
    }

    /// The address that was asked for. Its query has been read before.
    init(_ head: RequestHead) {
        self.init(String(head.path), (try? Form(query: head.query))?.fields ?? [])
    }

    subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// Every value of that name.
    func all(_ name: String) -> [String] { parameters.filter { $0.name == name }.map(\.value) }

    /// With this value for the parameter; nil leaves it out.
    func with(_ name: String, _ value: String?) -> PageAddress {
        var address = self
        address.parameters.removeAll { $0.name == name }
        if let value { address.parameters.append((name, value)) }
        return address
    }

    /// From the list's beginning.
    var fromTheBeginning: PageAddress { with("after", nil).with("before", nil) }

    /// The query alone, `?` included; empty without parameters.
    var query: String {
        if parameters.isEmpty { return "" }
        return "?" + parameters.map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }.joined(separator: "&")
    }

    var text: String { path + query }

    /// The parameters as hidden fields of a form, but for those that it has boxes for.
    func fields(besides names: Set<String>) -> HTML {
        HTML(
            joined: parameters.filter { !names.contains($0.name) }.map {
                #"<input type="hidden" name="\#($0.name)" value="\#($0.value)">"#
            })
    }

    /// `text` when it is the address of a page of the panel and of nothing else: the one check of an address that comes from
    /// outside, since whoever makes a link must not choose where a login or a form leads to. A browser goes up at `..`,
    /// whatever it is spelt like, and takes what follows `//` for another host.
    static func inPanel(_ text: String) -> String? {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }),
            let path = text.prefix(while: { $0 != "?" && $0 != "#" }).percentDecoded, path != "/admin/login"
        else { return nil }
        let segments = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map {
            String($0)
        }
        guard segments.count > 1, segments[0] == "", segments[1] == "admin",
            segments.dropFirst().allSatisfy({ $0.map { !["", ".", ".."].contains($0) } ?? false })
        else { return nil }
        return text
    }
}
