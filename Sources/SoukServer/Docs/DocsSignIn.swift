/// Where the reader signs in, so that operations can be tried. Nothing can be sent until the script has come.
enum DocsSignIn {
    static let html: HTML = """
        <noscript><p class="notice">Everything here can be read without script. Signing in and trying operations need it; and \
        put your server’s address where snippets name another.</p></noscript>
        <section class="card scripted no-print" aria-labelledby="authorize">
        <h2 id="authorize">Authorize</h2>
        <form id="sign-in" method="post">
        <div class="row"><div class="field"><label for="email">E-mail</label>
        <input id="email" type="email" autocomplete="username" required></div>
        <div class="field"><label for="password">Password</label>
        <input id="password" type="password" autocomplete="current-password" required></div>
        <button class="primary" disabled>Sign in</button></div>
        <p class="soft">The tokens stay in this tab’s session storage: no other tab has them, no request carries them by \
        itself, and they are gone when the tab is closed. Snippets read a token from the environment: \
        <code>TOKEN</code>, for a refresh <code>REFRESH_TOKEN</code>.</p>
        </form>
        <form id="sign-out" method="post" hidden><p><b id="who"></b> <span class="soft" id="since"></span></p>
        <button disabled>Sign out</button></form>
        <p role="status" id="authorization"></p>
        </section>
        """
}
