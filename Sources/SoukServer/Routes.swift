import RESTKit

/// The whole API, one line an endpoint: API.md §1. The first lock is the open policy's and, unless `guarded` says
/// otherwise, the guarded policy's too; the role counts under the guarded policy only.
struct Routes: Sendable {
    let home: HomeAPI
    let problems: ProblemAPI
    let operations: OperationsAPI
    let metrics: MetricsAPI
    let contract: ContractAPI
    let sessions: SessionAPI
    let users: UserAPI
    let stores: StoreAPI
    let items: ItemAPI
    let tags: TagAPI

    // Wider than 120 columns, so that an endpoint stays a line.
    // swift-format-ignore
    var all: [Route] {[
        POST  ("/register",                    .open,     "Register", users.register),
        POST  ("/login",                       .open,     "Log in", sessions.logIn),
        POST  ("/logout",                      .anyToken, "Log out", sessions.logOut),
        POST  ("/refresh",                     .refreshToken, "Get new tokens", sessions.refresh),
        GET   ("/user/me",                     .signedIn, "Get your account", users.me),
        PATCH ("/user/me",                     .fresh,    "Change your password", users.changeMe),
        DELETE("/user/me",                     .fresh,    "Delete your account", users.deleteMe),
        GET   ("/user/{user_id}",              .open,     "Get a user", users.find).developmentOnly,
        DELETE("/user/{user_id}",              .open,     "Delete a user", users.delete).developmentOnly,

        GET   ("/store",                       .open,     "List and search stores", stores.list),
        POST  ("/store",                       .open,     guarded: .fresh, role: .editor, "Create a store", stores.create),
        GET   ("/store/{store_id}",            .open,     "Get a store", stores.find),
        CHANGE("/store/{store_id}",            .open,     guarded: .signedIn, role: .editor, "Change a store", stores.change),
        DELETE("/store/{store_id}",            .open,     guarded: .fresh, role: .editor, "Delete a store and all in it", stores.delete),

        GET   ("/item",                        .signedIn, "List and search items", items.list),
        POST  ("/item",                        .fresh,    role: .editor, "Create an item", items.create),
        GET   ("/item/{item_id}",              .signedIn, "Get an item", items.find),
        CHANGE("/item/{item_id}",              .open,     guarded: .signedIn, role: .editor, "Change an item", items.change),
        DELETE("/item/{item_id}",              .signedIn, role: .editor, "Delete an item", items.delete),
        POST  ("/item/{item_id}/tag/{tag_id}", .open,     guarded: .signedIn, role: .editor, "Put a tag on an item", items.link),
        DELETE("/item/{item_id}/tag/{tag_id}", .open,     guarded: .signedIn, role: .editor, "Take a tag off an item", items.unlink),

        GET   ("/store/{store_id}/tag",        .open,     "List a store's tags", tags.list),
        POST  ("/store/{store_id}/tag",        .open,     guarded: .signedIn, role: .editor, "Create a tag", tags.create),
        GET   ("/tag/{tag_id}",                .open,     "Get a tag with its items", tags.find),
        CHANGE("/tag/{tag_id}",                .open,     guarded: .signedIn, role: .editor, "Change a tag", tags.change),
        DELETE("/tag/{tag_id}",                .open,     guarded: .signedIn, role: .editor, "Delete an unused tag", tags.delete),

        GET   ("/",                            .open,     "Home", home.home),
        GET   ("/openapi.json",                .open,     "This contract", contract.document),
        GET   ("/docs",                        .open,     "This contract, to read and to try", contract.page),
        GET   ("/problems",                    .open,     "List what errors mean", problems.list),
        GET   ("/problems/{code}",             .open,     "What an error means", problems.find),
        GET   ("/livez",                       .open,     "Whether the process answers", operations.live),
        GET   ("/readyz",                      .open,     "Whether to send requests here", operations.ready),
        GET   ("/metrics",                     .open,     "Prometheus metrics", metrics.text),
    ]}
}

extension RoleName {
    static let editor = RoleName(rawValue: "editor")
}
