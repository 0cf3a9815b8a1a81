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
    /// Reads the page that is asked for and makes the addresses of those beside it. A cursor that is not this list's (any
    /// more) leads to the list's beginning, and is said.
    func page<Row: Sendable, Query: PagedQuery>(
        _ asked: inout Asked<Listing<Query>>, _ read: (Query) async throws -> Page<Row>
    ) async throws -> ListedPage<Row> {
        let (listing, address) = (asked.value, asked.address)
        let path = address.path
        var query = listing.query
        do {
            query.page = try await request(listing, of: path)
        } catch let problem as Problem where problem.code == .invalidCursor {
            asked.say(
                "The place in the list that this address names is not known any more: here it is from its beginning.")
            query.page = PageRequest(limit: listing.limit, counts: listing.counts, looksBack: true)
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

    /// Throws `invalid_cursor`.
    private func request<Query>(_ listing: Listing<Query>, of path: String) async throws -> PageRequest {
        if let cursor = listing.before ?? listing.after, cursors.isOfUnknownKey(cursor) { try await renewal.renew() }
        if let before = try cursors.key(listing.before, of: path, listing.meaning) {
            return PageRequest(limit: listing.limit, before: before, counts: listing.counts)
        }
        let after = try cursors.key(listing.after, of: path, listing.meaning)
        return PageRequest(limit: listing.limit, after: after, counts: listing.counts, looksBack: true)
    }
}
