import Catalogue
import RESTKit

extension Panel {
    /// A list that can be narrowed to a store: by its id, or by its name as it is typed where ``StoreChoices`` are too many
    /// for a list. The name's address leads to the id's, which other pages understand and which a new name does not break.
    func list<Query: Sendable>(
        _ query: QuerySchema<Query>, of stores: StoreService,
        _ make: @escaping @Sendable (Visitor, Asked<Query>, StoreChoices) async throws -> PanelPage
    ) -> Endpoint {
        page(leniently: query) { request, visitor in
            let typed = PageAddress(request.head)
            var (chosen, refused): (Store?, [String: String]) = (nil, [:])
            do {
                if let name = typed["store"] {
                    let id = try await stores.named(name)
                    let address = typed.with("store", nil).with("store_id", "\(id)").fromTheBeginning
                    return .response(.seeOther(address.text))
                }
                chosen = try await stores.store(typed["store_id"])
            } catch let fault as ValueError {
                refused["store_id"] = fault.detail
            }
            let apart: Set = refused.isEmpty ? [] : ["store", "store_id"]
            let asked = try Asked(query, request.head, apart: apart, refused: refused)
            return .page(try await make(visitor, asked, stores.choices(chosen)))
        }
    }
}

extension FilterBox {
    /// The store of a list.
    static func store(_ choices: StoreChoices, typed: String?) -> FilterBox {
        FilterBox(name: "store_id", label: "Store") { _, attributes in
            choices.box(none: "All stores", typed: typed, attributes)
        }
    }
}

extension StoreService {
    /// nil without an id, or with what is none.
    fileprivate func store(_ id: String?) async throws -> Store? {
        guard let id = id.flatMap({ Int64($0) }) else { return nil }
        do {
            return try await find(Store.ID(id), including: Inclusion(items: nil, tags: nil))
        } catch CatalogueError.notFound {
            throw ValueError("not_found", "is not there any more")
        }
    }
}
