import Catalogue
import Crypto
import NIOCore
import NIOHTTP1
import RESTKit

/// The pages' style and script, embedded in the program. Their addresses change with their content, so browsers keep them
/// for ever.
struct Asset: Sendable {
    let name: String
    let mediaType: MediaType
    fileprivate let response: Response

    static let style = Asset("souk", "css", .css, PackageResources.souk_css)
    static let script = Asset("souk", "js", .javaScript, PackageResources.souk_js)

    static let docsStyle = Asset("docs", "css", .css, PackageResources.docs_css)
    static let docsScript = Asset("docs", "js", .javaScript, PackageResources.docs_js)

    static let all = [style, script, docsStyle, docsScript]

    init(_ name: String, _ suffix: String, _ mediaType: MediaType, _ bytes: [UInt8]) {
        let digest = Hexadecimal.text(Array(SHA256.hash(data: bytes).prefix(8)))
        self.name = "\(name)-\(digest).\(suffix)"
        self.mediaType = mediaType
        var response = Response.content(.ok, mediaType, ByteBuffer(bytes: bytes), isRepresentation: true)
        response.headers.add(name: "Cache-Control", value: "public, max-age=31536000, immutable")
        // The same in nginx's words, which goes by these alone.
        response.headers.add(name: "X-Accel-Expires", value: "31536000")
        self.response = response.lasting()
    }

    var address: String { "/assets/\(name)" }

    /// How a page's head asks for it. A script that `holdsPaint` has run before anything is shown, so that what it rewrites
    /// does not move under the reader's eyes (HTML, "blocking attributes"; a browser that does not know it, or cannot
    /// have the script, shows the page as it comes).
    func link(holdsPaint: Bool = false) -> HTML {
        guard mediaType == .javaScript else { return #"<link rel="stylesheet" href="\#(address)">"# }
        return holdsPaint
            ? #"<script src="\#(address)" defer blocking="render"></script>"#
            : #"<script src="\#(address)" defer></script>"#
    }
}

/// `/assets/{name}`
struct AssetAPI: Sendable {
    var file: Endpoint {
        Endpoint(answers: Answer(.ok, "A style sheet or a script.", isRepresentation: true)) { request in
            guard let asset = Asset.all.first(where: { $0.name == request.parameters["name"] }) else {
                throw Problem.notFound
            }
            return asset.response
        }
    }
}
