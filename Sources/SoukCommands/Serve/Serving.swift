import Catalogue
import Glibc
import Logging
import NIOCore
import NIOPosix
import RESTKit
import SQLEngines
import ServiceLifecycle
import SoukServer
import UnixSignals

/// One run of the server, from the settings to the last answer.
struct Serving: Sendable {
    let settings: Settings
    let terminal: Terminal
    let clock: WallClock
    let log: Log

    /// Serves until SIGTERM or SIGINT. Throws a ``Failure`` when it cannot begin.
    func run() async throws(Failure) {
        log.bootstrap()
        do {
            try DataFolder.prepare(settings.dataFolder)
            let threads = settings.threads > 0 ? settings.threads : Processors.count
            let group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
            do {
                try await serve(on: group)
            } catch {
                try? await group.shutdownGracefully()
                throw error
            }
            try? await group.shutdownGracefully()
            logger.info("stopped")
        } catch {
            throw Failure(explaining: error)
        }
    }

    private var logger: Logger { log.logger("souk") }
    private var patience: DatabasePatience { DatabasePatience(logger: logger) }

    private func serve(on group: any EventLoopGroup) async throws {
        let metrics = ServerMetrics()
        let engine = try await DatabaseOpening(
            settings: settings, observer: metrics.database, group: group, patience: patience
        ).open()
        try await engine.closing { try await serve($0, metrics, on: group) }
    }

    private func serve(_ engine: any Engine, _ metrics: ServerMetrics, on group: any EventLoopGroup) async throws {
        try await patience.bear { try await migrate(engine) }
        let catalogue = Catalogue(engine: engine, clock: clock, settings: try settings.catalogueSettings())
        let keys = try await patience.bear {
            try await SigningKeys.open(settings.keySource(), for: catalogue.keys, clock: clock)
        }
        let server = try await SoukServer.build(
            settings: try settings.serverSettings(keys: keys.ring()), engine: engine, catalogue: catalogue,
            clock: clock, metrics: metrics, signingKeys: keys, group: group, logger: logger,
            requestLog: { exchange in log.write(RequestLine(exchange)) })
        let sharing = Sharing(
            instances: catalogue.instances, settings: settings, keys: keys, readKeys: server.readKeys, logger: logger)
        try await patience.bear { try await sharing.check() }
        if settings.access == .open && settings.environment == .production {
            logger.warning("The open access policy is served in production: anybody may change the catalogue.")
        }
        let newcomer = try await patience.bear { try await prepareDemo(server.catalogue) }
        let welcome = try await patience.bear { try await server.welcome() }
        if welcome != nil, !terminal.outputIsTerminal {
            logger.notice("there is no admin yet; make one: souk user create ADDRESS --role admin")
        }
        let banner = Banner(settings: settings, newcomer: newcomer, welcome: welcome)
        try await services(server, engine, sharing, announcing: banner).run()
    }

    private func migrate(_ engine: any Engine) async throws {
        for migration in try await Migrator(Catalogue.migrations).up(engine) {
            logger.info("migrated", metadata: ["migration": "\(migration.number) \(migration.name)"])
        }
    }

    private func services(
        _ server: SoukServer, _ engine: any Engine, _ sharing: Sharing, announcing banner: Banner
    ) -> ServiceGroup {
        let control = ControlServer(
            path: ControlSocket.path(in: settings.dataFolder), database: settings.database,
            administration: Administration(
                catalogue: server.catalogue, keys: { KeyAdministration(keys: sharing.keys, use: server.use) },
                backups: BackupAdministration(engine: engine, clock: clock)),
            logger: logger)
        let face = ServingFace(server: server.http, banner: banner, terminal: terminal, log: log)
        let sweeping = StoreSweeping(stores: server.catalogue.stores, logger: logger)
        let wordSweeping = WordSweeping(items: server.catalogue.items, logger: logger)
        var configuration = ServiceGroupConfiguration(
            services: [
                // Stopped last, and nobody waits for what it does: a piece may have to wait for the writer.
                .init(service: sweeping, successTerminationBehavior: .ignore),
                .init(service: wordSweeping, successTerminationBehavior: .ignore),
                .init(service: sharing), .init(service: control), .init(service: face),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(settings.stopDelay + 9)
        return ServiceGroup(configuration: configuration)
    }

    /// The demo, if it is wanted. Of several instances that start at once one makes it, and the others find it there.
    private func prepareDemo(_ catalogue: Catalogue) async throws -> Newcomer? {
        guard settings.demo else { return nil }
        return try await catalogue.instances.inTurn("demo") { try await makeDemo(catalogue) }
    }

    /// The demo's goods, if nothing is there or only a part of them, and a first admin to look at them with.
    private func makeDemo(_ catalogue: Catalogue) async throws -> Newcomer? {
        let stores = try await catalogue.stores.list(
            StoreQuery(including: Inclusion(items: nil, tags: nil), page: PageRequest(limit: 1)))
        let seeding = DemoSeeding(catalogue: catalogue)
        let isUnfinished = try await seeding.isUnfinished()
        if stores.elements.isEmpty || isUnfinished {
            let bar = ProgressBar(terminal)
            let lines = try await seeding.run { done, total in bar.show(done, of: total) }
            bar.clear()
            for line in lines { logger.info("\(line)") }
        }
        return try await DemoAdmin(settings: settings, terminal: terminal, users: catalogue.users).make()
    }
}

/// The HTTP server among the services: says that it is there as soon as it is.
struct ServingFace: Service {
    let server: HTTPServer
    let banner: Banner
    let terminal: Terminal
    let log: Log

    func run() async throws {
        try await server.start()
        log.writer.flush()
        if terminal.outputIsTerminal, let port = server.boundAddress?.port { terminal.say(banner.text(port: port)) }
        try? await gracefulShutdown()
        await server.stop()
    }
}
