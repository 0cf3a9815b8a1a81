import Catalogue
import RESTKit
import SQLEngines

extension ProblemExample {
    /// Of what the rules of the shop refuse. `Authorization` counts where the policy in force asks for it.
    static let ofShop = [
        refused("curl $SOUK/store --json '{\"name\": \"MY STORE\"}'", "/store", .storeNameTaken),
        refused("curl $SOUK/store/1/tag --json '{\"name\": \"OAK\"}'", "/store/1/tag", .tagNameTaken),
        refused("curl -X DELETE $SOUK/tag/1", "/tag/1", .tagInUse),
        refused("curl -X POST $SOUK/item/1/tag/2", "/item/1/tag/2", .tagOfAnotherStore),
        refused("curl -X PATCH $SOUK/item/1 --json '{\"store_id\": 2}'", "/item/1", .itemHasTags),
        refused("curl -X PATCH $SOUK/store/1 --json '{\"currency\": \"EUR\"}'", "/store/1", .storeHasItems),
        refused("curl -X PATCH $SOUK/item/2 --json '{\"store_id\": 2}'", "/item/2", .currencyMismatch),
        Self(nil, "/item/1/tag/101", Explanation.problem(for: CatalogueError.tooManyTags)),
        Self(nil, "/store", Explanation.problem(for: EngineError.storageFull)),
    ]

    private static func refused(_ request: String, _ instance: String, _ error: CatalogueError) -> Self {
        Self(request + " -H \"Authorization: Bearer $TOKEN\"", instance, Explanation.problem(for: error))
    }
}
