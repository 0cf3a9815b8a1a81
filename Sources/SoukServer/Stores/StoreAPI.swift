import Catalogue
import RESTKit

/// Stores over HTTP.
struct StoreAPI: Sendable {
    let stores: StoreService
    let lists: Lists

    var list: Endpoint {
        Endpoint(query: .stores, answers: .ok(.page("StorePage", of: "stores", .store)), refuses: [.invalidCursor]) {
            request, listing in
            let page = try await stores.list(lists.query(listing, of: "/store"))
            return lists.answer(page, named: "stores", to: request, listing, of: "/store", write: StoreJSON.write)
        }
    }

    var create: Endpoint {
        Endpoint(takes: .newStore, answers: .created(.store), refuses: [.storeNameTaken]) { request, newStore in
            let store = try await stores.by(request.author).create(newStore)
            return .created(StoreJSON.body(store), at: "/store/\(store.id)")
        }
    }

    var find: Endpoint {
        Endpoint(query: .oneStore, answers: .ok(.store)) { request, inclusion in
            .ok(StoreJSON.body(try await stores.find(Store.ID(request.id("store_id")), including: inclusion)))
        }
    }

    var change: Endpoint {
        Endpoint(
            query: .oneStore, takes: .storeChange, answers: .ok(.store), refuses: [.storeNameTaken, .storeHasItems],
            isConditional: true
        ) { request, inclusion, change in
            let store = try await stores.by(request.author).change(
                Store.ID(request.id("store_id")), change, if: request.precondition(StoreJSON.body),
                including: inclusion)
            return .ok(StoreJSON.body(store))
        }
    }

    var delete: Endpoint {
        Endpoint(query: .oneStore, answers: .noContent(), isConditional: true) { request, inclusion in
            try await stores.delete(
                Store.ID(request.id("store_id")), if: request.precondition(StoreJSON.body), including: inclusion)
            return .noContent
        }
    }
}
