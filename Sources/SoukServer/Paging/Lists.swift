import Catalogue
import RESTKit

/// A query whose page can be set.
protocol PagedQuery: Sendable {
    var page: PageRequest { get set }
}

extension ItemQuery: PagedQuery {}
extension StoreQuery: PagedQuery {}
extension TagQuery: PagedQuery {}

/// Opens what lists are asked for and writes their pages.
struct Lists: Sendable {
    let cursors: PageCursors
    let renewal: KeyRenewal

    /// The query with its page. Throws `invalid_cursor`.
    /// - Parameter path: the list's own, `/item`: a cursor is good for one list only.
    func query<Query: PagedQuery>(_ listing: Listing<Query>, of path: String) async throws -> Query {
        if let cursor = listing.after, cursors.isOfUnknownKey(cursor) { try await renewal.renew() }
        var query = listing.query
        let after = try cursors.key(listing.after, of: path, listing.meaning)
        query.page = PageRequest(limit: listing.limit, after: after, counts: listing.counts)
        return query
    }

    /// The page as an object named for what it holds, with `next` in the body and as a `Link` (RFC 8288).
    func answer<Row, Query>(
        _ page: Page<Row>, named name: StaticString, to request: Request, _ listing: Listing<Query>, of path: String,
        write: (Row, inout JSONWriter) -> Void
    ) -> Response {
        let next = page.next.map { key in
            NextLink.target(path, request.head.query, after: cursors.text(key, of: path, listing.meaning))
        }
        var json = JSONWriter(capacity: 256 + page.elements.count * 640)
        json.beginObject()
        json.beginArray(name)
        for row in page.elements { write(row, &json) }
        json.endArray()
        json.field("next", next)
        if let total = page.total { json.field("total", Int64(total)) }
        json.endObject()
        var response = Response.ok(json.finish())
        if let next { response.headers.add(name: "Link", value: "<\(next)>; rel=\"next\"") }
        return response
    }
}

extension SchemaDocument {
    /// What ``Lists`` writes.
    static func page(_ name: String, of elements: String, _ element: SchemaDocument) -> Self {
        object(
            name,
            [
                .required(elements, .array(of: element, atMost: 200)),
                .required("next", .string.orNull.documented(description: "Where the list goes on; null at its end.")),
                .optional("total", .integer(0...Int.max).documented(description: "Only with `count=true`.")),
            ])
    }
}
