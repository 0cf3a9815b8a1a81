extension OpenAPI {
    /// What a lock asks for. Open: nothing.
    static func security(of lock: Lock) -> JSON {
        switch lock {
        case .open: []
        case .signedIn, .fresh, .anyToken: [["access_token": []]]
        case .refreshToken: [["refresh_token": []], [:]]
        case .browser: [["browser": []]]
        }
    }

    static let securitySchemes: JSON = [
        "access_token": [
            "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
            "description": """
            The `access_token` of `POST /login`. An operation whose `x-lock` is `fresh` wants a login of the last \
            5 minutes; `anyToken` takes the refresh token too.
            """,
        ],
        "refresh_token": [
            "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
            "description": "The `refresh_token` of `POST /login`; it may stand in the body instead.",
        ],
    ]
}
