import Catalogue
import RESTKit

/// The stores that can be chosen in a box, the chosen one always among them.
///
/// Up to ``most`` they are a list that sends the store's id as `store_id`. Of more, only some are suggested, and people
/// type the name, which is sent as `store`. ``StoreService/chosen(in:)`` understands both.
struct StoreChoices: Sendable {
    static let most = 200

    /// By name.
    let stores: [Store]
    let chosen: Store?
    let areAll: Bool

    /// - Parameters:
    ///   - id: of the box, for its label.
    ///   - none: what the choice of no store says; nil where one must be chosen.
    ///   - typed: a name as it was typed before, where it is no store's.
    ///   - currencies: whether each store's currency stands behind its name.
    func box(
        _ id: String = "store_id", none: String? = nil, typed: String? = nil, currencies: Bool = false,
        _ attributes: HTML = ""
    ) -> HTML {
        areAll ? list(id, none, currencies, attributes) : name(id, none, typed, attributes)
    }

    /// The same in a form that changes something: a box that nobody touches stands for the store that was chosen, whatever
    /// that or another is called by the time the form is sent. `values`: as the form was sent before.
    func box(for values: [String: String], _ attributes: HTML) -> HTML {
        let box = box(typed: values["store"], currencies: true, attributes)
        if areAll { return box }
        let was = values["store_was"].flatMap { name in values["store_id"].map { (name, $0) } }
        guard let (name, id) = was ?? chosen.map({ ($0.name, "\($0.id)") }) else { return box }
        return #"""
            \#(box)<input type="hidden" name="store_was" value="\#(name)">\#
            <input type="hidden" name="store_id" value="\#(id)">
            """#
    }

    private func list(_ id: String, _ none: String?, _ currencies: Bool, _ attributes: HTML) -> HTML {
        let first: HTML = none.map { #"<option value="">\#($0)</option>"# } ?? ""
        let options = stores.map { store in
            let selected: HTML = store.id == chosen?.id ? " selected" : ""
            let currency = currencies ? " (\(store.currency.code))" : ""
            return HTML("<option value=\"\(store.id)\"\(selected)>\(store.name)\(currency)</option>")
        }
        return #"<select id="\#(id)" name="store_id"\#(attributes)>\#(first)\#(HTML(lines: options))</select>"#
    }

    private func name(_ id: String, _ none: String?, _ typed: String?, _ attributes: HTML) -> HTML {
        let options = stores.map { HTML(#"<option value="\#($0.name)">"#) }
        return #"""
            <input id="\#(id)" name="store" value="\#(typed ?? chosen?.name ?? "")" list="\#(id)-known" maxlength="80" \#
            autocomplete="off" placeholder="\#(none ?? "A store’s name")"\#(none == nil ? " required" as HTML : "")\#(attributes)>\#
            <datalist id="\#(id)-known">\#(HTML(lines: options))</datalist>
            """#
    }
}

extension StoreService {
    private static let bare = Inclusion(items: nil, tags: nil)

    /// What can be chosen where this store is chosen already.
    func choices(_ chosen: Store?) async throws -> StoreChoices {
        let query = StoreQuery(
            sort: Sort(by: .name), including: Self.bare, page: PageRequest(limit: StoreChoices.most))
        let found = try await list(query)
        let isThere = chosen.map { chosen in found.elements.contains { $0.id == chosen.id } } ?? true
        return StoreChoices(
            stores: (isThere ? [] : [chosen].compactMap { $0 }) + found.elements, chosen: chosen,
            areAll: found.next == nil)
    }

    /// The same; a store that is not there is none.
    func choices(_ chosen: Store.ID?) async throws -> StoreChoices {
        guard let chosen else { return try await choices(nil as Store?) }
        do {
            return try await choices(try await find(chosen, including: Self.bare))
        } catch CatalogueError.notFound {
            return try await choices(nil as Store?)
        }
    }

    /// What a box of ``StoreChoices`` was left at; nil when none was chosen. Throws ``CatalogueError/invalid(_:)`` about
    /// `store_id` where no store has the name.
    func chosen(in form: Form) async throws -> Store.ID? {
        if let name = form["store"], name != form["store_was"] {
            if name.allSatisfy(\.isWhitespace) { return nil }
            do {
                return try await named(name)
            } catch let fault as ValueError {
                throw CatalogueError.invalid([InvalidField("store_id", fault)])
            }
        }
        return form["store_id"].flatMap { Int64($0) }.map { Store.ID($0) }
    }

    /// The form as if the store whose name was typed had been chosen from a list. Throws as ``chosen(in:)`` does.
    func settled(_ form: Form) async throws -> Form {
        guard let name = form["store"] else { return form }
        let id = try await chosen(in: form)
        let others = form.fields.filter { $0.name != "store_id" && $0.name != "store_was" }
        return Form(others + (id.map { [("store_id", "\($0)"), ("store_was", name)] } ?? []))
    }

    /// The store that somebody means by a name as they type it: the one that is called so, or else the only one with these
    /// words in its name. Throws ``ValueError``, which says what stores they may mean.
    func named(_ text: String) async throws -> Store.ID {
        if let name = try? Name(text), let id = try await find(named: name) { return id }
        let query = StoreQuery(
            text: String(text.prefix(200)), sort: Sort(by: .name), including: Self.bare, page: PageRequest(limit: 4))
        let near = try await list(query).elements
        if near.count == 1 { return near[0].id }
        let names = near.map { "“\($0.name)”" }.joined(separator: ", ")
        throw ValueError(
            "not_found", near.isEmpty ? "must be the name of a store" : "must be one store’s name, such as \(names)")
    }
}
