package io.hallpulse.gateway.pages;

import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.people.Access;
import io.hallpulse.domain.people.Role;
import io.hallpulse.gateway.account.Disclosure;
import io.hallpulse.gateway.account.Forgetting;
import io.hallpulse.gateway.alarm.Alarms;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.audit.Readings;
import io.hallpulse.gateway.auth.People;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.directory.Directory;
import io.hallpulse.gateway.duty.OnDuty;
import io.hallpulse.gateway.duty.Pauses;
import io.hallpulse.gateway.enrolment.Enrolments;
import io.hallpulse.gateway.fleet.Commands;
import io.hallpulse.gateway.fleet.Configurations;
import io.hallpulse.gateway.fraud.Rules;
import io.hallpulse.gateway.http.ClientAddress;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignIn;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.gateway.score.HallDocuments;
import io.hallpulse.gateway.store.StoreReader;
import io.hallpulse.gateway.upstream.Upstream;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** All pages of the console, in one frame. */
public final class ConsolePages implements Routes {
    private final List<Routes> pages;

    /**
     * The pages of a gateway.
     *
     * @param clock the gateway's own, by which a terminal's age is counted
     * @param unready why the gateway takes no presses now, empty where it does
     */
    public ConsolePages(
            GatewayConfig config,
            StoreReader reader,
            InstantSource clock,
            KnownHalls halls,
            HallDocuments documents,
            Directory directory,
            OnDuty onDuty,
            Pauses pauses,
            Rules rules,
            Forgetting forgetting,
            Supplier<Optional<String>> unready,
            People people,
            SignIn signIn,
            Readings readings,
            Commands commands,
            Configurations configurations,
            Enrolments enrolments,
            Optional<Upstream> upstream,
            ClientAddress clients,
            Alarms alarms,
            Assessments assessments) {
        RateCodes codes = new RateCodes(clients);
        Frames frames = new Frames(halls, alarms::openCount);
        AssessmentFrame assessing = new AssessmentFrame(frames, assessments);
        pages = List.of(
                new TerminalPages(frames, reader, clock, halls, forgetting, commands),
                new CommandPages(frames, halls, commands, configurations),
                new AlarmPages(frames, halls, alarms, clock),
                new EnrolmentPages(frames, enrolments),
                new AccountPages(
                        frames,
                        reader,
                        () -> Disclosure.toOperators(new Halls(halls.all()), clock.instant()), // no page notes readings
                        unready),
                new LivePages(frames, documents, readings),
                new HistoryPages(frames, reader, clock, directory::current, readings),
                new SettingsPages(frames, config),
                new UpstreamPages(frames, upstream),
                new DirectoryPages(frames, directory, codes),
                new PosterPages(frames, halls, codes),
                new DutyPages(frames, onDuty, pauses, directory::current, halls),
                new RulePages(frames, rules, halls, clock),
                new NoticePages(frames, directory, halls, clock),
                new SchemePages(assessing),
                new RoundPages(assessing),
                new RoundPublicationPages(assessing),
                new CaseEntryPages(assessing, halls),
                new CasePages(assessing, clock),
                new PaperPages(assessing, codes),
                new RankingPages(assessing),
                new FactPages(assessing),
                new RoundVisitPages(assessing),
                new AuditPages(frames, reader.audit()),
                new PeoplePages(frames, people),
                new SignInPages(frames, halls, people, signIn, clock));
    }

    static boolean isAuditor(Context context) {
        return SignedIn.of(context).caller().is(Role.AUDITOR);
    }

    /** The first page that somebody sees: who has roles of assessments alone has none of the hall's. */
    private static String first(Context context) {
        return SignedIn.of(context).caller().may(Access.VIEWER, false) ? "terminals" : "schemes";
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get(
                "/console",
                Access.SIGNED_IN,
                context -> context.redirect(
                        (context.path().endsWith("/") ? "" : "console/") + first(context), HttpStatus.FOUND));
        pages.forEach(page -> page.addTo(routes));
    }
}
