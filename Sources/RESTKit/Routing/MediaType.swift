/// A media type without its parameters (RFC 9110 §8.3.1), in lower case: `application/json`.
public struct MediaType: Sendable, Hashable {
    public let name: String

    /// `name`: type, slash and subtype, in lower case.
    public init(_ name: String) {
        self.name = name
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

    /// The value of a `Content-Type`: text has its charset (JSON's is always UTF-8, RFC 8259 §11).
    var field: String { name.hasPrefix("text/") ? name + "; charset=utf-8" : name }

    /// `application`
    var type: Substring { name.prefix { $0 != "/" } }

    /// Whether compressing content saves much that has this `Content-Type`, of ours.
    static func isCompressible(_ field: UnsafeRawBufferPointer) -> Bool {
        let name = UnsafeRawBufferPointer(rebasing: field.prefix { $0 != UInt8(ascii: ";") })
        return name.ends(with: "json") || name.starts(with: "text/") || name.ends(with: "+xml")
            || name.ends(with: "/javascript")
    }
}
