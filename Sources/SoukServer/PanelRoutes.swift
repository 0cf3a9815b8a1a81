import NIOHTTP1
import RESTKit

/// The panel, one line a page. A form is sent to the address that shows it. Roles are asked for under either policy.
struct PanelRoutes: Sendable {
    let assets: AssetAPI
    let signIn: SignInPages
    let welcome: WelcomePages
    let overview: OverviewPages
    let requests: RequestPages
    let account: AccountPages
    let stores: StorePages
    let items: ItemPages
    let bulk: BulkPages
    let exports: ItemExportPages
    let imports: ItemImportPages
    let tags: TagPages
    let users: UserPages

    // Wider than 120 columns, so that a page stays a line.
    // swift-format-ignore
    var all: [Route] {[
        open(.GET,    "/assets/{name}",                          "What pages look like",      assets.file),
        open(.GET,    "/admin/login",                            "Sign in",                   signIn.form),
        open(.POST,   "/admin/login",                            "Sign in",                   signIn.signIn),
        open(.GET,    "/admin/welcome",                          "Make the first admin",      welcome.form),
        open(.POST,   "/admin/welcome",                          "Make the first admin",      welcome.create),

        page(.viewer, "/admin",                                  "What is in the shop",       overview.home),
        form(.viewer, "/admin/logout",                           "Sign out",                  signIn.signOut),
        page(.viewer, "/admin/account",                          "Your account",              account.show),
        form(.viewer, "/admin/account/password",                 "Change your password",      account.setPassword),
        form(.viewer, "/admin/account/sessions",                 "End sessions of yours",     account.endSessions),

        page(.viewer, "/admin/stores",                           "Stores",                    stores.list),
        page(.editor, "/admin/stores/new",                       "A new store",               stores.new),
        form(.editor, "/admin/stores/new",                       "Open a store",              stores.create),
        page(.viewer, "/admin/stores/{store_id}",                "A store",                   stores.show),
        form(.editor, "/admin/stores/{store_id}",                "Change a store",            stores.change),
        page(.editor, "/admin/stores/{store_id}/delete",         "Delete a store?",           stores.confirm),
        form(.editor, "/admin/stores/{store_id}/delete",         "Delete a store",            stores.delete),
        form(.editor, "/admin/stores/{store_id}/tags",           "Make a tag",                stores.tag),

        page(.viewer, "/admin/items",                            "Items",                     items.list),
        page(.editor, "/admin/items/new",                        "A new item",                items.new),
        form(.editor, "/admin/items/new",                        "Add an item",               items.create),
        page(.viewer, "/admin/items/export.csv",                 "Items as a file",           exports.csv),
        page(.viewer, "/admin/items/export.ndjson",              "Items as a file",           exports.ndjson),
        page(.editor, "/admin/items/import",                     "Items from a file",         imports.form),
        form(.editor, "/admin/items/import",                     "Import items",              imports.take),
        form(.editor, "/admin/items/import/write",               "Write a tried file",        imports.write),
        form(.editor, "/admin/items/bulk",                       "What a bulk change does",   bulk.preview),
        form(.editor, "/admin/items/bulk/do",                    "Change many items",         bulk.perform),
        page(.viewer, "/admin/items/{item_id}",                  "An item",                   items.show),
        form(.editor, "/admin/items/{item_id}",                  "Change an item",            items.change),
        page(.editor, "/admin/items/{item_id}/delete",           "Delete an item?",           items.confirm),
        form(.editor, "/admin/items/{item_id}/delete",           "Delete an item",            items.delete),
        form(.editor, "/admin/items/{item_id}/tags",             "Put a tag on",              items.tag),
        form(.editor, "/admin/items/{item_id}/tags/{tag_id}/off", "Take a tag off",           items.untag),

        page(.viewer, "/admin/tags",                             "Tags",                      tags.list),
        page(.viewer, "/admin/tags/{tag_id}",                    "A tag",                     tags.show),
        form(.editor, "/admin/tags/{tag_id}",                    "Change a tag",              tags.change),
        page(.editor, "/admin/tags/{tag_id}/delete",             "Delete a tag?",             tags.confirm),
        form(.editor, "/admin/tags/{tag_id}/delete",             "Delete a tag",              tags.delete),

        page(.admin,  "/admin/requests",                         "The last requests",         requests.list),
        page(.admin,  "/admin/users",                            "Accounts",                  users.list),
        page(.admin,  "/admin/users/new",                        "A new account",             users.new),
        form(.admin,  "/admin/users/new",                        "Make an account",           users.create),
        page(.admin,  "/admin/users/{user_id}",                  "An account",                users.show),
        form(.admin,  "/admin/users/{user_id}/role",             "Set a role",                users.setRole),
        form(.admin,  "/admin/users/{user_id}/disabled",         "Shut out, let in",          users.setDisabled),
        form(.admin,  "/admin/users/{user_id}/password",         "Set a password",            users.setPassword),
        form(.admin,  "/admin/users/{user_id}/sessions",         "End sessions",              users.endSessions),
        page(.admin,  "/admin/users/{user_id}/delete",           "Delete an account?",        users.confirm),
        form(.admin,  "/admin/users/{user_id}/delete",           "Delete an account",         users.delete),
    ]}
}

extension RoleName {
    static let viewer = RoleName(rawValue: "viewer")
    static let admin = RoleName(rawValue: "admin")
}

/// Anybody.
private func open(_ method: HTTPMethod, _ path: String, _ summary: String, _ endpoint: Endpoint) -> Route {
    Route([method], path, open: Route.Access(.open), guarded: Route.Access(.open), summary, endpoint)
}

/// What a person looks at.
private func page(_ role: RoleName, _ path: String, _ summary: String, _ endpoint: Endpoint) -> Route {
    let access = Route.Access(.browser, role: role)
    return Route([.GET], path, open: access, guarded: access, summary, endpoint)
}

/// What a person does.
private func form(_ role: RoleName, _ path: String, _ summary: String, _ endpoint: Endpoint) -> Route {
    let access = Route.Access(.browser, role: role)
    return Route([.POST], path, open: access, guarded: access, summary, endpoint)
}
