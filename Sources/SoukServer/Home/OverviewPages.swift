import Catalogue
import RESTKit

/// The panel's first page.
struct OverviewPages: Sendable {
    let panel: Panel
    let stores: StoreService
    let items: ItemService

    var home: Endpoint {
        panel.page { _, visitor in
            PanelPage(title: "Home", section: .home, content: PageHead(title: "Home").html)
        }
    }
}
