import Catalogue
import RESTKit

/// A page of a list with the ways to the pages beside it.
struct ListedPage<Row: Sendable>: Sendable {
    let rows: [Row]
    let total: Int?
    /// Addresses; nil at the list's ends.
    let previous: String?
    let next: String?
}

extension Lists {
    /// Reads the page that is asked for and makes the addresses of those beside it. Throws `invalid_cursor`.
    /// - Parameter address: of this page; its path is the list's.
    func page<Row: Sendable, Query: PagedQuery>(
        _ listing: Listing<Query>, at address: PageAddress, _ read: (Query) async throws -> Page<Row>
    ) async throws -> ListedPage<Row> {
        let path = address.path
        if let cursor = listing.before ?? listing.after, cursors.isOfUnknownKey(cursor) { try await renewal.renew() }
        var query = listing.query
        let after = try cursors.key(listing.after, of: path, listing.meaning)
        query.page = PageRequest(limit: listing.limit, after: after, counts: listing.counts, looksBack: true)
        if let before = try cursors.key(listing.before, of: path, listing.meaning) {
            query.page = PageRequest(limit: listing.limit, before: before, counts: listing.counts)
        }
        var page = try await read(query)
        if page.elements.isEmpty, query.page.key != nil {
            // What the page was beside is gone, and all on that side of it: the list begins here.
            query.page = PageRequest(limit: listing.limit, counts: listing.counts, looksBack: true)
            page = try await read(query)
        }
        let others = address.fromTheBeginning
        return ListedPage(
            rows: page.elements, total: page.total,
            previous: page.hasPrevious
                ? page.first.map { others.with("before", cursors.text($0, of: path, listing.meaning)).text } : nil,
            next: page.next.map { others.with("after", cursors.text($0, of: path, listing.meaning)).text })
    }
}
