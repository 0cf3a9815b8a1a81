import Catalogue
import RESTKit

/// Tags in the panel.
struct TagPages: Sendable {
    let panel: Panel
    let tags: TagService
    let stores: StoreService
    let lists: Lists

    private static let bare = Inclusion(items: nil, tags: nil)

    static let edited = EditedForm<Tag>(fields: [.init(name: "name", label: "Name") { $0.name }])

    var list: Endpoint {
        panel.list(.tagsInPanel, of: stores) { _, asked, stores in
            var asked = asked
            let found = try await lists.page(&asked, tags.list)
            return TagListPage(asked: asked, found: found, stores: stores).page
        }
    }

    var show: Endpoint {
        panel.page { request, visitor in
            TagPage(edited: try await editor(id(request)).shown(), visitor: visitor).page
        }
    }

    var change: Endpoint {
        panel.form { request, visitor, form in
            let id = try id(request)
            let edited = try await editor(id).save(form) { change, precondition in
                _ = try await tags.by(visitor.user.id).change(id, change, if: precondition, including: Self.bare)
            }
            guard let edited else { return .done("Saved.", at: "/admin/tags/\(id)") }
            return .page(TagPage(edited: edited, visitor: visitor).page)
        }
    }

    var confirm: Endpoint {
        panel.page { request, visitor in
            try await TagFarewell(tag: tags.find(id(request), including: Self.bare)).confirmation.page(for: visitor)
        }
    }

    var delete: Endpoint {
        panel.form { request, visitor, form in
            let tag = try await tags.find(id(request), including: Self.bare)
            do {
                try await tags.by(visitor.user.id).deleteEverywhere(
                    tag.id, if: .when { TagFarewell(tag: $0).confirmation.isMeant(by: form) })
                return .done("The tag \(tag.name) is deleted.", at: "/admin/tags?store_id=\(tag.store.id)")
            } catch CatalogueError.preconditionFailed {
                let now = TagFarewell(tag: try await tags.find(tag.id, including: Self.bare))
                return .page(now.confirmation.page(for: visitor, isAnew: true))
            } catch {
                guard let faults = FormFaults(error) else { throw error }
                return .page(TagPage(edited: try await editor(tag.id).shown(faults), visitor: visitor).page)
            }
        }
    }

    private func editor(_ id: Tag.ID) -> Editor<Tag, TagChange> {
        Editor(form: Self.edited, schema: .tagChange, address: "/admin/tags/\(id)") {
            try await tags.find(id, including: Inclusion(items: 20, tags: nil))
        } lastChange: {
            try await tags.lastChange(of: id)
        }
    }

    private func id(_ request: Request) throws -> Tag.ID { Tag.ID(try request.id("tag_id")) }
}
