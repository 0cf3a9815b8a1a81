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
            case .move: "Move to the store with the id"
            case .delete: "Delete"
            }
        }
    }

    let selection: ItemSelection
    let deed: Deed
    let value: String
    let action: BulkAction
    /// The list's query, for the way back.
    let query: String

    /// Throws ``FormFaults`` as an error of the field `value` or of the form.
    init(_ form: Form) throws {
        query = form["query"] ?? ""
        guard let deed = form["deed"].flatMap({ Deed(rawValue: $0) }) else { throw Self.fault("deed", "is missing") }
        self.deed = deed
        value = form["value"] ?? ""
        action = try Self.action(deed, value)
        if form["scope"] == "all" {
            let listing = try QuerySchema<Listing<ItemQuery>>.itemsInPanel.value(
                of: query.isEmpty ? nil : query.dropFirst())
            selection = .matching(listing.query)
        } else {
            let ids = form.all("id").compactMap { Int64($0) }.map { Item.ID($0) }
            if ids.isEmpty {
                throw Self.fault("selection", "no items are picked: tick their boxes, or choose all that match")
            }
            selection = .ids(ids)
        }
    }

    private static func action(_ deed: Deed, _ value: String) throws -> BulkAction {
        let typed = value.filter { !$0.isWhitespace }
        do throws(ValueError) {
            switch deed {
            case .addToPrice: return .adjustPrice(.amount(try PriceDifference(literal: typed)))
            case .changePriceByPercent:
                return .adjustPrice(.percent(try Percentage(literal: typed.replacing("%", with: ""))))
            case .setPrice: return .setPrice(try Price(literal: typed))
            case .addTag: return .addTag(try Name(value))
            case .removeTag: return .removeTag(try Name(value))
            case .move:
                guard let id = Int64(typed), id > 0 else { throw ValueError("type", "must be a store's id") }
                return .move(to: Store.ID(id))
            case .delete: return .delete
            }
        } catch {
            throw CatalogueError.invalid([InvalidField("value", error)])
        }
    }

    private static func fault(_ field: String, _ words: String) -> CatalogueError {
        .invalid([InvalidField(field, ValueError("required", words))])
    }
}
