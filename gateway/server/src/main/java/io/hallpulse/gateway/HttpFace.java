package io.hallpulse.gateway;

import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.account.WaitingMeter;
import io.hallpulse.gateway.api.AlarmRoutes;
import io.hallpulse.gateway.api.AssessmentRoutes;
import io.hallpulse.gateway.api.AuditRoutes;
import io.hallpulse.gateway.api.BallotRoutes;
import io.hallpulse.gateway.api.CaseRoutes;
import io.hallpulse.gateway.api.DirectoryRoutes;
import io.hallpulse.gateway.api.DutyRoutes;
import io.hallpulse.gateway.api.EnrolmentRoutes;
import io.hallpulse.gateway.api.FleetRoutes;
import io.hallpulse.gateway.api.HealthRoutes;
import io.hallpulse.gateway.api.MeRoutes;
import io.hallpulse.gateway.api.OperatorRoutes;
import io.hallpulse.gateway.api.PauseRoutes;
import io.hallpulse.gateway.api.PublicationRoutes;
import io.hallpulse.gateway.api.RatingRoutes;
import io.hallpulse.gateway.api.RuleRoutes;
import io.hallpulse.gateway.api.ScoreRoutes;
import io.hallpulse.gateway.api.TicketRoutes;
import io.hallpulse.gateway.api.UpstreamRoutes;
import io.hallpulse.gateway.api.VisitRoutes;
import io.hallpulse.gateway.ca.FileCertificate;
import io.hallpulse.gateway.ca.Kind;
import io.hallpulse.gateway.channel.FormTokens;
import io.hallpulse.gateway.config.EnrolmentConfig;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.config.TlsChoice;
import io.hallpulse.gateway.directory.Directory;
import io.hallpulse.gateway.http.AddressLimit;
import io.hallpulse.gateway.http.ClientAddress;
import io.hallpulse.gateway.http.Downloads;
import io.hallpulse.gateway.http.HttpServer;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.http.Listener;
import io.hallpulse.gateway.http.LoginGate;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignIn;
import io.hallpulse.gateway.pages.Assets;
import io.hallpulse.gateway.pages.BallotPages;
import io.hallpulse.gateway.pages.ConsolePages;
import io.hallpulse.gateway.pages.CounterPages;
import io.hallpulse.gateway.pages.ErrorPage;
import io.hallpulse.gateway.pages.HallScreenPage;
import io.hallpulse.gateway.pages.ManualPages;
import io.hallpulse.gateway.pages.PageRoutes;
import io.hallpulse.gateway.pages.PublicationPages;
import io.hallpulse.gateway.pages.RatePages;
import io.hallpulse.gateway.pages.VisitPages;
import io.hallpulse.gateway.pages.WritePages;
import io.hallpulse.gateway.score.HallDocuments;
import io.hallpulse.gateway.stream.EventStreams;
import io.hallpulse.gateway.stream.OpenStreams;
import io.hallpulse.gateway.stream.ScoreStreams;
import io.hallpulse.gateway.stream.StreamRoutes;
import io.hallpulse.runtime.program.CloseStack;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The HTTP face of a gateway, put together: pages, interface and streams on one server. */
public final class HttpFace implements AutoCloseable {
    private final CloseStack parts = new CloseStack(LoggerFactory.getLogger(HttpFace.class));
    private final HttpServer server;
    private final @Nullable HttpServer enrolment;

    /**
     * Listens where the configuration says.
     *
     * @param gateway whose scores and presses are shown
     * @param web a folder whose files are served in place of the program's own pages, styles and scripts of the same names, or null
     * @throws IOException with one line where that address cannot be had
     */
    public HttpFace(
            GatewayConfig config, Gateway gateway, PrometheusMeterRegistry meters, Limits limits, @Nullable Path web)
            throws IOException {
        Directory directory = gateway.directory();
        ClientAddress clients = new ClientAddress(config.http().proxies());
        SignIn signIn = new SignIn(gateway.people(), clients, new SecureRandom(), System::nanoTime);
        LoginGate gate = new LoginGate(signIn);
        KnownHalls halls = new KnownHalls(directory::current);
        HallDocuments documents = new HallDocuments(directory::current, gateway.scoreboard());
        OpenStreams streams = new OpenStreams(limits, meters);
        ScoreStreams scores = parts.add(new ScoreStreams(streams, documents, gateway.scoreboard()));
        EventStreams events = parts.add(new EventStreams(streams, gateway.events()));
        boolean started = false;
        try {
            parts.add(new WaitingMeter(
                    gateway.reader().account(), () -> directory.current().ids(), meters, System::nanoTime));
            Downloads downloads = parts.add(new Downloads(System::nanoTime));
            List<Routes> routes = List.of(
                    new HealthRoutes(gateway::notReady, meters),
                    new PageRoutes(halls, new Assets(web)),
                    new HallScreenPage(halls),
                    new CounterPages(
                            halls, gateway.onDuty(), gateway.pauses(), directory::current, clients, gateway.clock()),
                    new ConsolePages(
                            config,
                            gateway.reader(),
                            gateway.clock(),
                            halls,
                            documents,
                            directory,
                            gateway.onDuty(),
                            gateway.pauses(),
                            gateway.rules(),
                            gateway.forgetting(),
                            gateway::notReady,
                            gateway.people(),
                            signIn,
                            gateway.readings(),
                            gateway.commands(),
                            gateway.configurations(),
                            gateway.enrolments(),
                            gateway.upstream(),
                            clients,
                            gateway.alarms(),
                            gateway.assessments()),
                    new ManualPages(),
                    new ScoreRoutes(
                            halls,
                            documents,
                            gateway.reader(),
                            directory::current,
                            gateway.clock(),
                            gateway.readings()),
                    new StreamRoutes(halls, scores, events),
                    new DirectoryRoutes(directory, halls),
                    new DutyRoutes(gateway.onDuty(), directory::current),
                    new PauseRoutes(gateway.pauses()),
                    new RuleRoutes(gateway.rules(), halls),
                    new AuditRoutes(gateway.reader().audit()),
                    new OperatorRoutes(gateway.reader(), gateway.clock(), halls, downloads, gateway.readings()),
                    new FleetRoutes(gateway.commands(), gateway.configurations()),
                    new RatingRoutes(gateway.ratings()),
                    new TicketRoutes(halls, gateway.tickets(), gateway.clock()),
                    new RatePages(
                            halls,
                            clients,
                            gateway.ratings(),
                            new FormTokens(new SecureRandom(), gateway.clock()),
                            new AddressLimit(RatePages.MOST_AN_HOUR, System::nanoTime),
                            gateway.clock()),
                    new WritePages(
                            halls,
                            clients,
                            gateway.assessments(),
                            new FormTokens(new SecureRandom(), gateway.clock()),
                            new AddressLimit(WritePages.MOST_AN_HOUR, System::nanoTime)),
                    new BallotPages(
                            gateway.assessments(),
                            halls,
                            clients,
                            new AddressLimit(config.assess().ballot()::most, System::nanoTime),
                            new SecureRandom()),
                    new AssessmentRoutes(gateway.assessments()),
                    new CaseRoutes(gateway.assessments()),
                    new VisitRoutes(gateway.assessments()),
                    new VisitPages(new Assets(web)),
                    new PublicationRoutes(gateway.assessments(), config.http()),
                    new PublicationPages(halls, gateway.assessments(), clients, config.http()),
                    new BallotRoutes(gateway.assessments(), clients),
                    new UpstreamRoutes(gateway.upstream()),
                    new AlarmRoutes(gateway.alarms(), halls),
                    new MeRoutes());
            ErrorPage errors = new ErrorPage(halls);
            server = parts.add(HttpServer.start(
                    config.http(),
                    tls(config.http().tlsInForce(), gateway),
                    limits,
                    gate,
                    clients,
                    routes,
                    errors,
                    System::nanoTime));
            EnrolmentConfig enrols = config.enrolment();
            enrolment = enrols == null
                    ? null
                    : parts.add(HttpServer.start(
                            new Listener(
                                    enrols.listen(),
                                    "enrolment.listen",
                                    gateway.ownCertificates().server(Kind.WEB),
                                    true,
                                    config.http().connectionsPerAddress()),
                            limits,
                            gate,
                            clients,
                            List.of(new EnrolmentRoutes(gateway.enrolments(), gateway::asked)),
                            errors,
                            System::nanoTime));
            if (enrolment != null) {
                gateway.enrolsAt(enrolment.port());
            }
            started = true;
        } finally {
            parts.add(streams); // they end before their server does
            if (!started) {
                parts.close();
            }
        }
    }

    private @Nullable SSLContext tls(TlsChoice choice, Gateway gateway) throws IOException {
        if (choice.equals(TlsChoice.NONE)) {
            return null;
        }
        Optional<Path> file = choice.file();
        if (file.isEmpty()) {
            return gateway.ownCertificates().server(Kind.WEB);
        }
        FileCertificate own = parts.add(FileCertificate.open(file.get()));
        gateway.alarms().watchCertificate("http.tls", own::ends);
        return own.server();
    }

    /** The port that terminals enrol at, 0 where they cannot. */
    public int enrolmentPort() {
        return enrolment == null ? 0 : enrolment.port();
    }

    /** The port that it listens on, also where the configuration said 0. */
    public int port() {
        return server.port();
    }

    /** The address of the first page, for people on this machine or in its network. */
    public String address() {
        return server.address();
    }

    /** Every path that is answered, with its method, such as {@code GET /healthz}, and the least role that it wants. */
    public Map<String, Access> routes() {
        return server.routes();
    }

    /** Likewise of the listener where terminals enrol; none where they cannot. */
    public Map<String, Access> enrolmentRoutes() {
        return enrolment == null ? Map.of() : enrolment.routes();
    }

    @Override
    public void close() {
        parts.close();
    }
}
