/// A media type (RFC 9110 §8.3.1), its name in lower case: `application/json`.
public struct MediaType: Sendable, Hashable {
    public let name: String
    /// The value of a `Content-Type`, with each parameter once (RFC 6838 §4.3).
    let field: String

    /// `name`: type, slash and subtype, in lower case. `parameters` as they are sent (`header=present`), without the
    /// charset, which text has by itself.
    public init(_ name: String, _ parameters: String...) {
        self.name = name
        // JSON's is always UTF-8 (RFC 8259 §11).
        field = ([name] + (name.hasPrefix("text/") ? ["charset=utf-8"] : []) + parameters).joined(separator: "; ")
    }

    public static let json = MediaType("application/json")
    /// RFC 7396
    public static let mergePatch = MediaType("application/merge-patch+json")
    /// RFC 9457
    public static let problem = MediaType("application/problem+json")
    public static let html = MediaType("text/html")
    public static let plainText = MediaType("text/plain")
    public static let css = MediaType("text/css")
    public static let javaScript = MediaType("text/javascript")
    public static let csv = MediaType("text/csv")
    /// What a form in a browser sends (WHATWG URL §5).
    public static let form = MediaType("application/x-www-form-urlencoded")
    /// What a form with a file sends (RFC 7578).
    public static let multipart = MediaType("multipart/form-data")

    /// `application`
    var type: Substring { name.prefix { $0 != "/" } }

    /// Whether compressing content saves much that has this `Content-Type`, of ours.
    static func isCompressible(_ field: UnsafeRawBufferPointer) -> Bool {
        let name = UnsafeRawBufferPointer(rebasing: field.prefix { $0 != UInt8(ascii: ";") })
        return name.ends(with: "json") || name.starts(with: "text/") || name.ends(with: "+xml")
            || name.ends(with: "/javascript")
    }
}
