import NIOHTTP1
import RESTKit

/// Exchanges as a server would tell of them.
enum Exchanges {
    static func make(
        _ status: Int = 200, id: String = "id", method: HTTPMethod = .GET, target: String = "/item/1",
        route: String? = "/item/{item_id}", user: Int64? = nil, took duration: Duration = .milliseconds(1)
    ) -> Exchange {
        var response = Response(HTTPResponseStatus(statusCode: status))
        response.route = route
        response.userID = user
        let head = RequestHead(
            method: method, target: target, headers: ["Authorization": "Bearer secret"], remoteAddress: "192.0.2.1",
            id: id,
            hasBody: false)
        return Exchange(id: id, head: head, response: response, duration: duration)
    }
}
