import Catalogue
import RESTKit

/// The list in which somebody looks at an item: its filters and its order stay in the address, so that there is a next
/// item, and a way back.
struct ItemPlace: Sendable {
    let query: ItemQuery
    /// From its beginning.
    let list: PageAddress

    init(_ request: Request, _ listing: Listing<ItemQuery>) {
        query = listing.query
        let parameters = PageAddress(request.head).fromTheBeginning.with("count", nil).parameters
        list = PageAddress("/admin/items", parameters)
    }

    /// - Parameter deed: what follows the item in the path, as `/delete`.
    func address(of id: Item.ID, _ deed: String = "") -> String {
        PageAddress("/admin/items/\(id)\(deed)", list.parameters).text
    }
}
