import Catalogue
import NIOHTTP1
import RESTKit

/// Stores in the panel.
struct StorePages: Sendable {
    let panel: Panel
    let stores: StoreService
    let tags: TagService
    let lists: Lists

    private static let bare = Inclusion(items: nil, tags: nil)

    static let edited = EditedForm<Store>(fields: [
        .init(name: "name", label: "Name") { $0.name }, .init(name: "currency", label: "Currency") { $0.currency.code },
    ])

    var list: Endpoint {
        panel.page(.storesInPanel) { _, visitor, asked in
            var asked = asked
            let found = try await lists.page(&asked, stores.list)
            return StoreListPage(asked: asked, found: found, visitor: visitor).page
        }
    }

    var new: Endpoint {
        panel.page { _, visitor in form(for: visitor, FormFields(Schema<NewStore>.newStore.document)) }
    }

    var create: Endpoint {
        panel.form { _, visitor, form in
            do {
                let store = try await stores.by(visitor.user.id).create(form.value(of: .newStore))
                return .done("\(store.name) is open.", at: "/admin/stores/\(store.id)")
            } catch {
                guard let faults = FormFaults(error) else { throw error }
                let fields = FormFields(
                    Schema<NewStore>.newStore.document, values: form.values, faults: faults)
                return .page(self.form(for: visitor, fields))
            }
        }
    }

    var show: Endpoint {
        panel.page { request, visitor in
            StorePage(edited: try await editor(id(request)).shown(), visitor: visitor).page
        }
    }

    var change: Endpoint {
        panel.form { request, visitor, form in
            let id = try id(request)
            let edited = try await editor(id).save(form) { change, precondition in
                _ = try await stores.by(visitor.user.id).change(id, change, if: precondition, including: Self.bare)
            }
            guard let edited else { return .done("Saved.", at: "/admin/stores/\(id)") }
            return .page(StorePage(edited: edited, visitor: visitor).page)
        }
    }

    var confirm: Endpoint {
        panel.page { request, visitor in
            try await StoreFarewell(store: stores.find(id(request), including: StoreFarewell.told))
                .confirmation.page(for: visitor)
        }
    }

    var delete: Endpoint {
        panel.form { request, visitor, form in
            let farewell = StoreFarewell(store: try await stores.find(id(request), including: StoreFarewell.told))
            do {
                try await stores.delete(
                    farewell.store.id, if: .when { StoreFarewell(store: $0).confirmation.isMeant(by: form) },
                    including: StoreFarewell.told)
                return .done("\(farewell.store.name) is closed, and all that was in it is gone.", at: "/admin/stores")
            } catch CatalogueError.preconditionFailed {
                let now = try await stores.find(farewell.store.id, including: StoreFarewell.told)
                return .page(StoreFarewell(store: now).confirmation.page(for: visitor, isAnew: true))
            }
        }
    }

    /// A new tag of the store. What was typed is still there when it cannot be made.
    var tag: Endpoint {
        panel.form { request, visitor, form in
            let id = try id(request)
            do {
                let tag = try await tags.by(visitor.user.id).create(form.value(of: .newTag), in: id)
                return .done("The tag \(tag.name) is there.", at: "/admin/stores/\(id)")
            } catch {
                guard let faults = FormFaults(error) else { throw error }
                let words = faults.fields["name"] ?? faults.general ?? "cannot be made"
                let edited = try await editor(id).shown(FormFaults("tag", words))
                return .page(StorePage(edited: edited, visitor: visitor, typedTag: form["name"] ?? "").page)
            }
        }
    }

    private func editor(_ id: Store.ID) -> Editor<Store, StoreChange> {
        Editor(form: Self.edited, schema: .storeChange, address: "/admin/stores/\(id)") {
            try await stores.find(id, including: Inclusion(items: nil, tags: 100))
        } lastChange: {
            try await stores.lastChange(of: id)
        }
    }

    private func id(_ request: Request) throws -> Store.ID { Store.ID(try request.id("store_id")) }

    private func form(for visitor: Visitor, _ fields: FormFields) -> PanelPage {
        PanelPage(
            title: "New store", section: .stores, status: fields.faults?.status ?? .ok,
            content: """
                \(PageHead(crumbs: [("Stores", "/admin/stores")], title: "New store").html)
                \(fields.summary)
                <form class="card narrow" method="post" action="/admin/stores/new">\(visitor.formField)
                \(fields.field("name", "Name", more: " autofocus"))
                \(fields.field("currency", "Currency", hint: "All prices of the store are in it. It cannot change while the store has items."))
                <button class="primary">Open the store</button>
                </form>
                """)
    }
}
