import NIOHTTP1
public import RESTKit

/// What may be refused when somebody registers, logs in, or leaves.
extension ProblemCode {
    public static let emailTaken = ProblemCode(
        "email_taken", .conflict, "An account has this e-mail address",
        cause: "E-mail addresses are compared without case, and an account has this one.",
        remedy: """
            If the account is yours, log in: `POST /login` with `{"email": "…", "password": "…"}`. Otherwise \
            register with another address.
            """)

    public static let invalidCredentials = ProblemCode(
        "invalid_credentials", .unauthorized, "E-mail and password do not match an account",
        cause: """
            The answer is the same for an unknown address, a wrong password and a disabled account, so that nobody \
            can find out who has an account here.
            """,
        remedy: """
            Check both; if you have none, `POST /register` makes one. After several failures you are asked to wait \
            (429 with `Retry-After`), with the right password too.
            """)

    public static let registrationClosed = ProblemCode(
        "registration_closed", .forbidden, "Registration is closed",
        cause: "This server does not let people register by themselves.",
        remedy: "Ask whoever runs it for an account: they make one with `souk user create`.")

    public static let lastAdmin = ProblemCode(
        "last_admin", .conflict, "There is no other admin",
        cause: "Without this account nobody could let anybody in: it is the only admin\u{2019}s.",
        remedy: """
            Make somebody else an admin first, in the panel at `/admin/users`. Whoever runs the server can delete it all \
            the same: `souk user delete`.
            """)

    /// The codes above.
    static let accounts: [ProblemCode] = [.emailTaken, .invalidCredentials, .registrationClosed, .lastAdmin]
}
