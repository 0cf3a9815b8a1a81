import Catalogue
import RESTKit

/// The panel's first page: what is in the shop, and how it does.
struct OverviewPages: Sendable {
    let panel: Panel
    let overview: OverviewService
    let lastHour: LastHour
    let vitals: Vitals

    var home: Endpoint {
        panel.page { _, visitor in
            OverviewPage(
                overview: try await overview.current(), hour: lastHour.report(), vitals: await vitals.report(),
                visitor: visitor
            ).page
        }
    }
}
