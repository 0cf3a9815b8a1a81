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
        panel.page(.itemsInPanel) { request, visitor, listing in
            let address = PageAddress(request.head)
            let found = try await lists.page(listing, at: address, items.list)
            return ItemListPage(
                address: address, query: listing.query, found: found, stores: try await choices(listing.query.storeID),
                visitor: visitor
            ).page
        }
    }

    var new: Endpoint {
        panel.page(.newItem) { _, visitor, store in
            var fields = FormFields(Schema<NewItem>.newItem.document)
            if let store { fields.values["store_id"] = "\(store)" }
            return try await form(for: visitor, fields)
        }
    }

    var create: Endpoint {
        panel.form { _, visitor, form in
            do {
                let tags = try TagNames(form["tags"] ?? "")
                let item = try await items.create(form.value(of: .newItem))
                for name in tags.all { _ = try await items.link(item.id, named: name) }
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
        panel.page { request, visitor in
            let item = try await items.find(id(request))
            let fields = FormFields(Schema<ItemChange>.itemChange.document, values: Self.edited.values(item))
            return try await page(item, fields, Self.edited.version(item), visitor)
        }
    }

    var change: Endpoint {
        panel.form { request, visitor, form in
            let id = try id(request)
            var fields = FormFields(Schema<ItemChange>.itemChange.document, values: form.values)
            var conflict: HTML = ""
            do {
                _ = try await items.change(id, form.value(of: .itemChange), if: Self.edited.precondition(form))
                return .done("Saved.", at: "/admin/items/\(id)")
            } catch CatalogueError.preconditionFailed {
                let item = try await items.find(id)
                conflict = Self.edited.conflict(form, item, changed: item.updatedAt, at: "/admin/items/\(id)")
            } catch {
                guard let faults = FormFaults(error) else { throw error }
                fields.faults = faults
            }
            let item = try await items.find(id)
            let version = conflict.text.isEmpty ? form["version"] ?? "" : Self.edited.version(item)
            return .page(try await page(item, fields, version, visitor, conflict))
        }
    }

    var confirm: Endpoint {
        panel.page { request, visitor in
            let item = try await items.find(id(request))
            return Confirmation(
                title: "Delete \(item.name)?", section: .items, address: "/admin/items/\(item.id)",
                what: "The item is taken out of \(item.store.name). There is no way back but a backup.",
                deed: "Delete the item"
            ).page(for: visitor)
        }
    }

    var delete: Endpoint {
        panel.form { request, _, _ in
            let item = try await items.find(id(request))
            try await items.delete(item.id)
            return .done("\(item.name) is deleted.", at: "/admin/items?store_id=\(item.store.id)")
        }
    }

    /// Puts a tag on the item by its name; one that the store does not have yet is made.
    var tag: Endpoint {
        panel.form { request, visitor, form in
            let id = try id(request)
            do {
                let (item, isNew) = try await items.link(id, named: form.value(of: .newTag).name)
                // Its box has the focus there: the next tag can be typed at once.
                return .done(
                    isNew ? "The tag is on \(item.name)." : "The tag was on \(item.name) already.",
                    at: "/admin/items/\(id)#tag")
            } catch {
                guard let faults = FormFaults(error) else { throw error }
                let item = try await items.find(id)
                var fields = FormFields(Schema<ItemChange>.itemChange.document, values: Self.edited.values(item))
                fields.faults = FormFaults("tag", faults.fields["name"] ?? faults.general ?? "cannot be put on it")
                return .page(try await page(item, fields, Self.edited.version(item), visitor))
            }
        }
    }

    var untag: Endpoint {
        panel.form { request, _, _ in
            let id = try id(request)
            do {
                try await items.unlink(id, Tag.ID(try request.id("tag_id")))
            } catch CatalogueError.notFound {
                // Somebody else was quicker: it is not on the item, as was wanted.
            }
            return .done("The tag is off.", at: "/admin/items/\(id)#tags")
        }
    }

    private func id(_ request: Request) throws -> Item.ID { Item.ID(try request.id("item_id")) }

    private func page(
        _ item: Item, _ fields: FormFields, _ version: String, _ visitor: Visitor, _ conflict: HTML = ""
    ) async throws -> PanelPage {
        let known = try await tags.list(
            of: item.store.id, TagQuery(including: Inclusion(items: nil, tags: nil), page: PageRequest(limit: 200)))
        return ItemPage(
            item: item, fields: fields, version: version, stores: try await choices(item.store.id),
            tags: known.elements.map(\.name), visitor: visitor, conflict: conflict
        ).page
    }

    private func form(for visitor: Visitor, _ fields: FormFields) async throws -> PanelPage {
        let chosen = fields.values["store_id"].flatMap { Int64($0) }.map { Store.ID($0) }
        return NewItemPage(fields: fields, stores: try await choices(chosen), visitor: visitor).page
    }

    /// The first 200 stores by name, and the one that is meant, wherever it is.
    private func choices(_ chosen: Store.ID?) async throws -> [Store] {
        let query = StoreQuery(
            sort: Sort(by: .name), including: Inclusion(items: nil, tags: nil), page: PageRequest(limit: 200))
        let found = try await stores.list(query).elements
        guard let chosen, !found.contains(where: { $0.id == chosen }) else { return found }
        do {
            return [try await stores.find(chosen, including: Inclusion(items: nil, tags: nil))] + found
        } catch CatalogueError.notFound {
            return found
        }
    }
}

extension QuerySchema where Value == Store.ID? {
    /// The store that a new item begins in.
    fileprivate static var newItem: Self {
        Self(.id("store_id")) { id in id.map { Store.ID($0) } }
    }
}
