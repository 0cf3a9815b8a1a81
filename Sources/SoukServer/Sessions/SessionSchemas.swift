import RESTKit

/// Who logs in, as they say.
struct LoginRequest: Sendable {
    let email: String
    let password: String
}

/// The body of `POST /refresh`, for clients that do not send the token as a header.
struct RefreshRequest: Sendable {
    let token: String?
}

extension Schema where Value == LoginRequest {
    /// The body of `POST /login`. Any texts are taken: what cannot be an address or a password is merely wrong, so that
    /// the answer tells nothing.
    static var login: Self {
        let email = Schema<String>.text(.anything).documented(examples: ["me@example.com"])
        let password = Schema<String>.text(.anything).documented(
            format: "password", examples: ["a long and quiet river"])
        return object("Login", .required("email", email), .required("password", password)) { email, password in
            LoginRequest(email: email, password: password)
        }
    }
}

extension Schema where Value == RefreshRequest {
    /// The body of `POST /refresh`.
    static var refresh: Self {
        let token = Schema<String>.text(.anything).documented(
            description: "When it is not in the Authorization field.")
        return object("Refresh", .optional("refresh_token", token)) { token in RefreshRequest(token: token) }
    }
}

extension SchemaDocument {
    /// What a login or a refresh answers (RFC 6749 §5.1).
    static var tokens: Self {
        object(
            "Tokens",
            [
                .required(
                    "access_token",
                    .string.documented(
                        description: "For every request, as a Bearer token.", examples: ["eyJhbGciOiJIUzI1NiJ9…"])),
                .required(
                    "refresh_token",
                    .string.documented(description: "For one POST /refresh.", examples: ["eyJhbGciOiJIUzI1NiJ9…"])),
                .required("token_type", .choice(["Bearer"])),
                .required(
                    "expires_in",
                    .integer(0...Int(Tokens.accessLifetime)).documented(
                        description: "Seconds left to access_token.", examples: [900])),
            ])
    }
}
