import Testing

@testable import Catalogue

/// A whole list, read page by page from either end.
enum Walk {
    typealias Reading<Element: Sendable> = (PageRequest) async throws -> Page<Element>

    static func forward<Element>(limit: Int, _ read: Reading<Element>) async throws -> [Element] {
        var (request, found): (PageRequest, [Element]) = (PageRequest(limit: limit, looksBack: true), [])
        for _ in 0..<10_000 {
            let page = try await read(request)
            #expect(page.hasPrevious == (request.key != nil))
            found += page.elements
            guard let next = page.next else { return found }
            request = PageRequest(limit: limit, after: next, looksBack: true)
        }
        throw TestShop.EndlessList()
    }

    static func backward<Element>(limit: Int, _ read: Reading<Element>) async throws -> [Element] {
        var (request, found): (PageRequest, [Element]) = (PageRequest(limit: limit, before: nil), [])
        for _ in 0..<10_000 {
            let page = try await read(request)
            found = page.elements + found
            guard page.hasPrevious, let first = page.first else { return found }
            request = PageRequest(limit: limit, before: first)
        }
        throw TestShop.EndlessList()
    }

    /// Both ways, and at once, give the same.
    static func check<Element: Equatable>(_ read: Reading<Element>) async throws {
        let all = try await read(PageRequest(limit: 200)).elements
        for limit in [1, 2, 5] {
            #expect(try await forward(limit: limit, read) == all)
            #expect(try await backward(limit: limit, read) == all)
        }
    }
}
