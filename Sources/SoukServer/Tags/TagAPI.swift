import Catalogue
import RESTKit

/// Tags over HTTP.
struct TagAPI: Sendable {
    let tags: TagService
    let lists: Lists

    var list: Endpoint {
        Endpoint(query: .tags, answers: .ok(.page("TagPage", of: "tags", .tag)), refuses: [.invalidCursor]) {
            request, listing in
            let store = try Store.ID(request.id("store_id"))
            let path = "/store/\(store)/tag"
            let page = try await tags.list(of: store, lists.query(listing, of: path))
            return lists.answer(page, named: "tags", to: request, listing, of: path, write: TagJSON.write)
        }
    }

    var create: Endpoint {
        Endpoint(takes: .newTag, answers: .created(.tag), refuses: [.tagNameTaken]) { request, newTag in
            let tag = try await tags.by(request.author).create(newTag, in: Store.ID(request.id("store_id")))
            return .created(TagJSON.body(tag), at: "/tag/\(tag.id)")
        }
    }

    var find: Endpoint {
        Endpoint(query: .oneTag, answers: .ok(.tag)) { request, inclusion in
            .ok(TagJSON.body(try await tags.find(Tag.ID(request.id("tag_id")), including: inclusion)))
        }
    }

    var change: Endpoint {
        Endpoint(
            query: .oneTag, takes: .tagChange, answers: .ok(.tag), refuses: [.tagNameTaken], isConditional: true
        ) { request, inclusion, change in
            let tag = try await tags.by(request.author).change(
                Tag.ID(request.id("tag_id")), change, if: request.precondition(TagJSON.body), including: inclusion)
            return .ok(TagJSON.body(tag))
        }
    }

    var delete: Endpoint {
        Endpoint(query: .oneTag, answers: .noContent(), refuses: [.tagInUse], isConditional: true) {
            request, inclusion in
            try await tags.delete(
                Tag.ID(request.id("tag_id")), if: request.precondition(TagJSON.body), including: inclusion)
            return .noContent
        }
    }
}
