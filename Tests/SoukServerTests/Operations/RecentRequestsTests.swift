import Catalogue
import NIOHTTP1
import RESTKit
import TestDatabases
import Testing

@testable import SoukServer

@Suite("The last requests")
struct RecentRequestsTests {
    private let now = TestClock.beginning

    @Test("The newest come first, and the oldest give way")
    func ring() {
        let recent = RecentRequests(capacity: 100)
        #expect(recent.page() == RecentRequests.Page(requests: [], next: nil))
        for number in 1...250 {
            recent.note(Exchanges.make(id: "\(number)"), at: now + .seconds(number))
            #expect(recent.page(limit: 1).requests.first?.id == "\(number)")
        }
        let all = recent.page(limit: 1000)
        #expect(all.requests.map(\.id) == (151...250).reversed().map(String.init) && all.next == nil)
        #expect(all.requests.map(\.sequence) == (151...250).reversed().map { UInt64($0) })
        #expect(all.requests.first?.time == now + .seconds(250))
    }

    @Test("Pages follow one another without a gap, whatever comes meanwhile")
    func paging() throws {
        let recent = RecentRequests(capacity: 500)
        for number in 1...300 { recent.note(Exchanges.make(number % 3 == 0 ? 404 : 200, id: "\(number)"), at: now) }
        let filter = RequestFilter(status: .exactly(404))
        var (ids, next): ([String], UInt64?) = ([], nil)
        repeat {
            let page = recent.page(filter, before: next, limit: 7)
            ids += page.requests.map(\.id)
            next = page.next
            recent.note(Exchanges.make(404, id: "late"), at: now)
        } while next != nil && ids.count < 1000
        #expect(ids == (1...100).reversed().map { String($0 * 3) })
        #expect(recent.page(before: 1).requests.isEmpty)
    }

    @Test("A page that ends where the list does says so")
    func lastPage() {
        let recent = RecentRequests()
        for number in 1...4 { recent.note(Exchanges.make(id: "\(number)"), at: now) }
        #expect(recent.page(limit: 4).next == nil)
        #expect(recent.page(limit: 3).next == 2)
        #expect(recent.page(before: 2, limit: 3).requests.map(\.id) == ["1"])
    }

    @Test("Requests are found by status, route, user, duration and id")
    func filters() {
        let recent = RecentRequests()
        recent.note(Exchanges.make(id: "abc-1", user: 7, took: .milliseconds(500)), at: now)
        recent.note(Exchanges.make(404, id: "abc-2", route: nil), at: now)
        recent.note(Exchanges.make(500, id: "xyz", route: "/store", user: 8, took: .seconds(2)), at: now)
        let filters: [(RequestFilter, [String])] = [
            (RequestFilter(), ["xyz", "abc-2", "abc-1"]), (RequestFilter(status: .exactly(404)), ["abc-2"]),
            (RequestFilter(status: .hundreds(5)), ["xyz"]), (RequestFilter(status: .hundreds(3)), []),
            (RequestFilter(route: "/store"), ["xyz"]), (RequestFilter(route: "none"), ["abc-2"]),
            (RequestFilter(userID: User.ID(7)), ["abc-1"]),
            (RequestFilter(slowerThan: .milliseconds(499)), ["xyz", "abc-1"]),
            (RequestFilter(slowerThan: .milliseconds(500)), ["xyz"]), (RequestFilter(id: "abc"), ["abc-2", "abc-1"]),
            (RequestFilter(id: "abc-1"), ["abc-1"]), (RequestFilter(id: "bc"), []),
            (RequestFilter(status: .hundreds(2), userID: User.ID(8)), []),
        ]
        for (filter, ids) in filters { #expect(recent.page(filter).requests.map(\.id) == ids, "\(filter)") }
    }

    @Test("A status is asked for as a number or by its hundred")
    func statusText() {
        #expect(RequestFilter.Status("404") == .exactly(404) && RequestFilter.Status("4xx") == .hundreds(4))
        #expect(RequestFilter.Status("5XX") == .hundreds(5))
        for text in ["", "4", "40", "4040", "4x4", "xxx", "abc", "0xx", "999", "-40", "٤xx"] {
            #expect(RequestFilter.Status(text) == nil, "\(text)")
        }
    }

    @Test("No query is kept, and nothing longer than it may be")
    func secrets() throws {
        let recent = RecentRequests()
        let long = "/" + String(repeating: "x", count: 5000)
        recent.note(Exchanges.make(target: "/item?token=secret"), at: now)
        recent.note(Exchanges.make(method: .RAW(value: long), target: long + "?q=secret"), at: now)
        let unread = Exchange(id: "id", head: nil, response: Response(.badRequest), duration: .zero)
        recent.note(unread, at: now)
        let requests = recent.page().requests
        #expect(requests[2].path == "/item" && requests[2].method == "GET" && requests[2].address == "192.0.2.1")
        #expect(requests[1].path?.utf8.count == 200 && requests[1].method?.utf8.count == 32)
        #expect(requests[0].path == nil && requests[0].method == nil && requests[0].status == 400)
        #expect(!"\(requests)".contains("secret"))
    }

    @Test("A server tells of every request that it answers, and who asked")
    func told() async throws {
        try await TestServer.run { server in
            let account = try await server.account("a@example.com")
            _ = try await server.get("/user/me?token=secret", bearer: account.accessToken, ["X-Request-Id": "mine"])
            _ = try await server.get("/nowhere", ["X-Request-Id": "last"])
            // A request is told of when its answer has left, and its client may be quicker.
            let recent = server.souk.faces.recent
            for id in ["mine", "last"] {
                for _ in 0..<10_000 where recent.page(RequestFilter(id: id)).requests.isEmpty {
                    try await Task.sleep(for: .milliseconds(2))
                }
            }
            let requests = server.souk.faces.recent.page().requests
            #expect(requests.first?.path == "/nowhere" && requests.first?.status == 404 && requests.first?.route == nil)
            let mine = try #require(server.souk.faces.recent.page(RequestFilter(id: "mine")).requests.first)
            #expect(mine.route == "/user/me" && mine.path == "/user/me" && mine.userID == User.ID(account.id))
            #expect(mine.time == server.clock.now && mine.address == "127.0.0.1")
            // The parameter that nobody knows, and the address.
            let hour = server.souk.faces.lastHour.report()
            #expect(hour.total.requests == requests.count && hour.total.clientErrors == 2)
        }
    }
}
