import Catalogue
import RESTKit

/// Items in the panel.
struct ItemPages: Sendable {
    let panel: Panel
    let items: ItemService
    let stores: StoreService
    let tags: TagService
    let lists: Lists

    static let edited = EditedForm<Item>(fields: [
        .init(name: "name", label: "Name") { $0.name }, .init(name: "price", label: "Price") { Words.amount($0.price) },
        .init(name: "store_id", label: "Store") { "\($0.store.id)" },
        .init(name: "description", label: "Description") { $0.description ?? "" },
    ])

    var list: Endpoint {
        panel.list(.itemsInPanel, of: stores) { visitor, asked, stores in
            var asked = asked
            let found = try await lists.page(&asked, items.list)
            return ItemListPage(
                asked: asked, found: found, stores: stores, tag: try await tag(asked.value.query.tagID),
                visitor: visitor
            ).page
        }
    }

    var new: Endpoint {
        panel.page(.newItem) { _, visitor, asked in
            var fields = FormFields(Schema<NewItem>.newItem.document)
            if let store = asked.value { fields.values["store_id"] = "\(store)" }
            return try await form(for: visitor, fields)
        }
    }

    var create: Endpoint {
        panel.form { _, visitor, form in
            do {
                let tags = try TagNames(form["tags"] ?? "")
                let items = items.by(visitor.user.id)
                let item = try await items.create(stores.settled(form).value(of: .newItem), tags: tags.all)
                if form["again"] != nil {
                    return .done(
                        "\(item.name) is there. The next one:", at: "/admin/items/new?store_id=\(item.store.id)")
                }
                return .done("\(item.name) is there.", at: "/admin/items/\(item.id)")
            } catch {
                guard let faults = FormFaults(error) else { throw error }
                let fields = FormFields(Schema<NewItem>.newItem.document, values: form.values, faults: faults)
                return .page(try await self.form(for: visitor, fields))
            }
        }
    }

    var show: Endpoint {
        panel.page(.itemsInPanel) { request, visitor, asked in
            let place = ItemPlace(asked)
            return try await page(try await editor(id(request), in: place).shown(), in: place, visitor)
        }
    }

    var change: Endpoint {
        panel.form(.itemsInPanel) { request, visitor, listing, form in
            let (id, place) = (try id(request), ItemPlace(request, listing))
            var (sent, refusal): (Form, (any Error)?) = (form, nil)
            do { sent = try await stores.settled(form) } catch { refusal = error }
            let edited = try await editor(id, in: place).save(sent) { [refusal] change, precondition in
                if let refusal { throw refusal }
                _ = try await items.by(visitor.user.id).change(id, change, if: precondition)
            }
            guard let edited else { return .done("Saved.", at: place.address(of: id)) }
            return .page(try await page(edited, in: place, visitor))
        }
    }

    var confirm: Endpoint {
        panel.page(.itemsInPanel) { request, visitor, asked in
            let item = try await items.find(id(request))
            return ItemFarewell(item: item, place: ItemPlace(asked)).confirmation.page(for: visitor)
        }
    }

    var delete: Endpoint {
        panel.form(.itemsInPanel) { request, visitor, listing, form in
            let (id, place) = (try id(request), ItemPlace(request, listing))
            let item = try await items.find(id)
            do {
                try await items.delete(
                    id, if: .when { ItemFarewell(item: $0, place: place).confirmation.isMeant(by: form) })
                return .done("\(item.name) is deleted.", at: place.list.text)
            } catch CatalogueError.preconditionFailed {
                let now = ItemFarewell(item: try await items.find(id), place: place)
                return .page(now.confirmation.page(for: visitor, isAnew: true))
            }
        }
    }

    /// Puts a tag on the item by its name; one that the store does not have yet is made.
    var tag: Endpoint {
        panel.form(.itemsInPanel) { request, visitor, listing, form in
            let (id, place) = (try id(request), ItemPlace(request, listing))
            do {
                let name = try form.value(of: .newTag).name
                let (item, isNew) = try await items.by(visitor.user.id).link(id, named: name)
                // Its box has the focus there: the next tag can be typed at once.
                return .done(
                    isNew ? "The tag is on \(item.name)." : "The tag was on \(item.name) already.",
                    at: place.address(of: id) + "#tag")
            } catch {
                guard let faults = FormFaults(error) else { throw error }
                let words = faults.fields["name"] ?? faults.general ?? "cannot be put on it"
                let edited = try await editor(id, in: place).shown(FormFaults("tag", words))
                return .page(try await page(edited, in: place, visitor))
            }
        }
    }

    var untag: Endpoint {
        panel.form(.itemsInPanel) { request, visitor, listing, _ in
            let id = try id(request)
            do {
                try await items.by(visitor.user.id).unlink(id, Tag.ID(try request.id("tag_id")))
            } catch CatalogueError.notFound {
                // Somebody else was quicker: it is not on the item, as was wanted.
            }
            return .done("The tag is off.", at: ItemPlace(request, listing).address(of: id) + "#tags")
        }
    }

    private func id(_ request: Request) throws -> Item.ID { Item.ID(try request.id("item_id")) }

    private func editor(_ id: Item.ID, in place: ItemPlace) -> Editor<Item, ItemChange> {
        Editor(form: Self.edited, schema: .itemChange, address: place.address(of: id)) {
            try await items.find(id)
        } lastChange: {
            try await items.lastChange(of: id)
        } words: { field, value in
            guard field == "store_id", let id = Int64(value) else { return value }
            do {
                return try await stores.find(Store.ID(id), including: Inclusion(items: nil, tags: nil)).name
            } catch CatalogueError.notFound {
                return value
            }
        }
    }

    private func page(
        _ edited: EditedRow<Item>, in place: ItemPlace, _ visitor: Visitor
    ) async throws -> PanelPage {
        let item = edited.row
        let known = try await tags.list(
            of: item.store.id,
            TagQuery(
                sort: Sort(by: .itemsCount, descending: true), including: Inclusion(items: nil, tags: nil),
                page: PageRequest(limit: 200)))
        let chosen = edited.fields.values["store_id"].flatMap { Int64($0) }.map { Store.ID($0) } ?? item.store.id
        return ItemPage(
            edited: edited, place: place, neighbours: try await items.neighbours(of: item.id, in: place.query),
            stores: try await stores.choices(chosen), tags: known.elements.map(\.name), visitor: visitor
        ).page
    }

    private func form(for visitor: Visitor, _ fields: FormFields) async throws -> PanelPage {
        let chosen = fields.values["store_id"].flatMap { Int64($0) }.map { Store.ID($0) }
        return NewItemPage(fields: fields, stores: try await stores.choices(chosen), visitor: visitor).page
    }

    /// nil for none, and for one that is not there any more.
    private func tag(_ id: Tag.ID?) async throws -> Tag? {
        guard let id else { return nil }
        do {
            return try await tags.find(id, including: Inclusion(items: nil, tags: nil))
        } catch CatalogueError.notFound {
            return nil
        }
    }
}

extension QuerySchema where Value == Store.ID? {
    /// The store that a new item begins in.
    fileprivate static var newItem: Self {
        Self(.id("store_id")) { id in id.map { Store.ID($0) } }
    }
}
