# syntax=docker/dockerfile:1
# One program on a slim Debian. It writes nothing but /data (and a container on PostgreSQL hardly that), so run it with
# a read-only root file system, as compose.yaml does.

FROM swift:6.3-bookworm AS build
# Newer builds of the same Debian's libraries are wanted: their fixes.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libargon2-dev libpq-dev libsqlite3-dev pkg-config zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /souk
# The dependencies are a layer of their own: it is made anew only when Package.swift changes.
COPY Package.swift ./
RUN swift package resolve
COPY Sources ./Sources
COPY Tests ./Tests
COPY Scripts/build-release Scripts/strip ./Scripts/
RUN Scripts/build-release && mkdir /out && Scripts/strip .build/release/souk /out/souk

FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="Souk" \
    org.opencontainers.image.description="A REST API server for shops"
# postgresql-client is pg_dump for `souk backup`; a server newer than 15 needs a newer one.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        ca-certificates libargon2-1 libpq5 libsqlite3-0 libstdc++6 postgresql-client zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 souk \
    && useradd --uid 10001 --gid souk --no-create-home --home-dir /data --shell /usr/sbin/nologin souk \
    && install --directory --owner souk --group souk --mode 0700 /data
COPY --from=build /out/souk /usr/local/bin/souk
ENV SOUK_DATA=/data \
    SOUK_HOST=0.0.0.0 \
    SOUK_ENVIRONMENT=production \
    SOUK_LOG_FORMAT=json
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=4s --start-period=30s --retries=3 CMD ["souk", "health"]
ENTRYPOINT ["souk"]
CMD ["serve"]
