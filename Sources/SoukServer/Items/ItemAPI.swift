import Catalogue
import RESTKit

/// Items over HTTP.
struct ItemAPI: Sendable {
    let items: ItemService
    let lists: Lists

    var list: Endpoint {
        Endpoint(query: .items, answers: .ok(.page("ItemPage", of: "items", .item)), refuses: [.invalidCursor]) {
            request, listing in
            let page = try await items.list(lists.query(listing, of: "/item"))
            return lists.answer(page, named: "items", to: request, listing, of: "/item", write: ItemJSON.write)
        }
    }

    var create: Endpoint {
        Endpoint(takes: .newItem, answers: .created(.item)) { request, newItem in
            let item = try await items.by(request.author).create(newItem)
            return .created(ItemJSON.body(item), at: "/item/\(item.id)")
        }
    }

    var find: Endpoint {
        Endpoint(answers: .ok(.item)) { request in
            .ok(ItemJSON.body(try await items.find(Item.ID(request.id("item_id")))))
        }
    }

    var change: Endpoint {
        Endpoint(
            takes: .itemChange, answers: .ok(.item), refuses: [.itemHasTags, .currencyMismatch], isConditional: true
        ) { request, change in
            let item = try await items.by(request.author).change(
                Item.ID(request.id("item_id")), change, if: request.precondition(ItemJSON.body))
            return .ok(ItemJSON.body(item))
        }
    }

    var delete: Endpoint {
        Endpoint(answers: .noContent(), isConditional: true) { request in
            try await items.delete(Item.ID(request.id("item_id")), if: request.precondition(ItemJSON.body))
            return .noContent
        }
    }

    var link: Endpoint {
        Endpoint(
            answers: .created(.item, "The tag was put on the item.", headers: [.contentLocation]),
            .ok(.item, "The item had the tag before.", headers: [.contentLocation]),
            refuses: [.tagOfAnotherStore, .tooManyTags]
        ) { request in
            let (item, isNew) = try await items.by(request.author).link(
                Item.ID(request.id("item_id")), Tag.ID(request.id("tag_id")))
            var response = isNew ? Response.created(ItemJSON.body(item), at: nil) : .ok(ItemJSON.body(item))
            response.headers.add(name: "Content-Location", value: "/item/\(item.id)")
            return response
        }
    }

    var unlink: Endpoint {
        Endpoint(answers: .noContent()) { request in
            try await items.by(request.author).unlink(Item.ID(request.id("item_id")), Tag.ID(request.id("tag_id")))
            return .noContent
        }
    }
}
