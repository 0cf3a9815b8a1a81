import Catalogue
import RESTKit

/// What a bulk change's form says: which items, and what is to be done to them.
struct BulkForm: Sendable {
    /// What can be done, as the form spells it.
    enum Deed: String, Sendable, CaseIterable {
        case addToPrice = "price_amount"
        case changePriceByPercent = "price_percent"
        case setPrice = "price"
        case addTag = "add_tag"
        case removeTag = "remove_tag"
        case move
        case delete

        var words: String {
            switch self {
            case .addToPrice: "Change the price by an amount"
            case .changePriceByPercent: "Change the price by percent"
            case .setPrice: "Set the price"
            case .addTag: "Put a tag on"
            case .removeTag: "Take a tag off"
            case .move: "Move to the store"
            case .delete: "Delete"
            }
        }
    }

    let selection: ItemSelection
    let deed: Deed
    let value: String
    let action: BulkAction

    /// Throws what ``FormFaults`` tells of the fields `deed`, `value` and `selection`.
    init(_ form: Form, _ stores: StoreService) async throws {
        let query = form["query"] ?? ""
        guard let deed = form["deed"].flatMap({ Deed(rawValue: $0) }) else { throw Self.fault("deed", "is missing") }
        self.deed = deed
        value = form["value"] ?? ""
        action = try await Self.action(deed, value, stores)
        if form["scope"] == "all" {
            let listing = try QuerySchema<Listing<ItemQuery>>.itemsInPanel.value(
                of: query.isEmpty ? nil : query.dropFirst())
            selection = .matching(listing.query)
        } else {
            let ids = form.all("id").compactMap { Int64($0) }.map { Item.ID($0) }
            if ids.isEmpty {
                throw Self.fault(
                    "selection", "no items are picked: tick their boxes in the list, or choose all that match")
            }
            selection = .ids(ids)
        }
    }

    /// The list that the form was sent from.
    static func list(_ form: Form) -> String {
        PageAddress.inPanel("/admin/items" + (form["query"] ?? "")) ?? "/admin/items"
    }

    private static func action(_ deed: Deed, _ value: String, _ stores: StoreService) async throws -> BulkAction {
        let typed = FormNumber.withoutBlanks(value)
        do {
            switch deed {
            case .addToPrice: return .adjustPrice(.amount(try PriceDifference(literal: typed)))
            case .changePriceByPercent:
                return .adjustPrice(.percent(try Percentage(literal: typed.replacing("%", with: ""))))
            case .setPrice: return .setPrice(try Price(literal: typed))
            case .addTag: return .addTag(try Name(value))
            case .removeTag: return .removeTag(try Name(value))
            case .move: return .move(to: try await store(value, stores))
            case .delete: return .delete
            }
        } catch let error as ValueError {
            throw CatalogueError.invalid([InvalidField("value", error)])
        }
    }

    /// By its name as people type it, or by its id.
    private static func store(_ value: String, _ stores: StoreService) async throws -> Store.ID {
        do {
            return try await stores.named(value)
        } catch let fault as ValueError {
            guard let id = Int64(FormNumber.withoutBlanks(value)), id > 0 else { throw fault }
            return Store.ID(id)
        }
    }

    private static func fault(_ field: String, _ words: String) -> CatalogueError {
        .invalid([InvalidField(field, ValueError("required", words))])
    }
}
