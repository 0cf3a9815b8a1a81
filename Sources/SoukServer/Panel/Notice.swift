import PercentCoding
import RESTKit

/// A sentence for the next page that this browser shows, in a cookie: no page's address has to carry it, so none that is
/// bookmarked or loaded again repeats it.
enum Notice {
    private static let cookie = Cookie("souk-notice")

    /// Goes to `address`, and says so there.
    static func said(_ words: String, at address: String) -> Response {
        var response = Response.seeOther(address)
        response.headers.add(name: "Set-Cookie", value: cookie.field(words.percentEncoded))
        return response
    }

    static func take(_ head: RequestHead) -> String? {
        cookie.value(in: head)?.percentDecoded
    }

    static var removal: String { cookie.removal }
}
