import Catalogue
import RESTKit

/// The list in which somebody looks at an item: its filters and its order stay in the address, so that there is a next
/// item, and a way back.
struct ItemPlace: Sendable {
    let query: ItemQuery
    /// From its beginning.
    let list: PageAddress

    /// - Parameter address: what says the list, of whatever page it is.
    init(_ address: PageAddress, _ query: ItemQuery) {
        self.query = query
        list = PageAddress("/admin/items", address.fromTheBeginning.with("count", nil).parameters)
    }

    init(_ asked: Asked<Listing<ItemQuery>>) { self.init(asked.address, asked.value.query) }

    init(_ request: Request, _ listing: Listing<ItemQuery>) { self.init(PageAddress(request.head), listing.query) }

    /// - Parameter deed: what follows the item in the path, as `/delete`.
    func address(of id: Item.ID, _ deed: String = "") -> String {
        PageAddress("/admin/items/\(id)\(deed)", list.parameters).text
    }
}
