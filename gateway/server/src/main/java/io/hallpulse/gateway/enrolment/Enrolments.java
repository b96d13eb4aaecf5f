package io.hallpulse.gateway.enrolment;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.enrolment.EnrolmentCode;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.ca.CertificateRefused;
import io.hallpulse.gateway.ca.CertificateState;
import io.hallpulse.gateway.ca.Certificates;
import io.hallpulse.gateway.ca.RefusalRecord;
import io.hallpulse.gateway.ca.SigningRequest;
import io.hallpulse.gateway.enrolment.EnrolmentRefused.Reason;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.gateway.store.CertificateRow;
import io.hallpulse.gateway.store.EnrolmentRow;
import io.hallpulse.gateway.store.InvitationRow;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.gateway.store.TerminalConfigRow;
import io.hallpulse.runtime.program.OperationFailed;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Codes, the requests that terminals make by them, and what people decide. A code is spent when its request is decided, and bound to the
 * first key that used it, so that a terminal which asks again gets the same answer and nobody else gets any. Any thread.
 */
public final class Enrolments {
    private static final Logger LOG = LoggerFactory.getLogger(Enrolments.class);
    /** So long an expired code is still told from a wrong one. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private static final Duration LONGEST = Duration.ofDays(1);

    private final StoreWriter writer;
    private final Certificates certificates;
    private final EnrolmentAddress address;
    private final InstantSource clock;
    private final SecureRandom random;
    private final WrongCodes wrongCodes;
    private final RefusalRecord refusals;

    /**
     * Those of a gateway.
     *
     * @param address where terminals find it
     * @param nanos a clock that never steps
     */
    public Enrolments(
            StoreWriter writer,
            Certificates certificates,
            EnrolmentAddress address,
            InstantSource clock,
            LongSupplier nanos,
            SecureRandom random) {
        this.writer = writer;
        this.certificates = certificates;
        this.address = address;
        this.clock = clock;
        this.random = random;
        this.wrongCodes = new WrongCodes(nanos);
        this.refusals = new RefusalRecord(writer, clock);
    }

    /**
     * Draws a code, which lets one terminal ask.
     *
     * @param terminal whom it is for, null where that is decided with the request
     */
    public Invitation invite(Actor by, @Nullable TerminalId terminal, Duration life) throws InterruptedException {
        String gateway = address.enrolment();
        if (life.isNegative() || life.isZero() || life.compareTo(LONGEST) > 0) {
            throw new EnrolmentRefused(Reason.UNFIT, "a code lives from one minute to a day");
        }
        EnrolmentCode code = EnrolmentCode.draw(random, certificates.authority().getPublicKey());
        long now = clock.millis();
        Instant expires = Instant.ofEpochMilli(now).plus(life);
        done(tables -> {
            tables.enrolment().removeUnused(now - REMEMBERED.toMillis());
            tables.enrolment().invite(new InvitationRow(hash(code), terminal, now, expires.toEpochMilli(), null));
            String whom = terminal == null ? "" : terminal.toString();
            audit(tables, by, "enrolment.invite", "enrolment", "", whom + " until " + expires);
            return true;
        });
        return new Invitation(
                code.text(),
                expires,
                "terminal-agent provision --gateway " + gateway + " --code " + code.text(),
                gateway);
    }

    /**
     * What a terminal that shows a code is answered: its certificate, or empty while nobody has decided.
     *
     * @param typed the code as it came
     * @param pkcs10 its signing request
     * @param origin the address that it came from
     * @throws EnrolmentRefused where it is not let in, with one line that may be told to it
     */
    public Optional<X509Certificate> ask(String typed, byte[] pkcs10, String origin) throws InterruptedException {
        if (!wrongCodes.mayTry()) {
            throw new EnrolmentRefused(Reason.LATER, "too many wrong codes came; try again in a second");
        }
        PublicKey key = verified(pkcs10);
        String hash = hash(code(typed, origin));
        String fingerprint = fingerprint(key);
        EnrolmentRow found = this.<Optional<EnrolmentRow>>done(tables -> {
                    InvitationRow invitation =
                            tables.enrolment().invitation(hash).orElse(null);
                    if (invitation == null) {
                        return Optional.empty();
                    }
                    String request = invitation.request();
                    if (request != null) {
                        return tables.enrolment().request(request);
                    }
                    EnrolmentRow asked = new EnrolmentRow(
                            "r" + Long.toString(random.nextLong(Long.MAX_VALUE), Character.MAX_RADIX),
                            fingerprint,
                            Base64.getEncoder().encodeToString(key.getEncoded()),
                            origin,
                            clock.millis(),
                            EnrolmentRow.PENDING,
                            invitation.terminal(),
                            null);
                    if (invitation.expiresMillis() >= clock.millis()) {
                        tables.enrolment().ask(invitation, asked);
                        audit(tables, new Actor(origin, "terminal"), "enrolment.ask", asked.request(), "", fingerprint);
                        return Optional.of(asked);
                    }
                    return Optional.of(expired(asked));
                })
                .orElse(null);
        if (found == null) {
            throw wrong("this code was not made here; look at it again, or have a new one made", origin);
        }
        if (!found.fingerprint().equals(fingerprint)) {
            throw wrong("this code was used by another terminal; have a new one made", origin);
        }
        return switch (found.state()) {
            case EnrolmentRow.PENDING -> Optional.empty();
            case EnrolmentRow.ACCEPTED -> Optional.of(issued(found));
            case EnrolmentRow.REFUSED ->
                throw new EnrolmentRefused(
                        Reason.CODE, "somebody at the gateway refused this terminal; have a new code made");
            default -> throw wrong("this code has expired; have a new one made", origin);
        };
    }

    private static EnrolmentRow expired(EnrolmentRow row) {
        return new EnrolmentRow(
                row.request(),
                row.fingerprint(),
                row.publicKey(),
                row.origin(),
                row.sinceMillis(),
                "expired",
                null,
                null);
    }

    private EnrolmentCode code(String typed, String origin) {
        EnrolmentCode code;
        try {
            code = EnrolmentCode.parse(typed);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()), origin);
        }
        if (!code.isOf(certificates.authority().getPublicKey())) {
            throw wrong("this code was made at another site; have one made here", origin);
        }
        return code;
    }

    /** Counts it, and puts it into log and record. */
    private EnrolmentRefused wrong(String why, String origin) {
        wrongCodes.wrong();
        LOG.warn("A terminal at {} was not let in: {}", origin, why);
        refusals.put(new Change(new Actor(origin, "terminal"), "enrolment.wrong-code", "enrolment", "", why));
        return new EnrolmentRefused(Reason.CODE, why);
    }

    private X509Certificate issued(EnrolmentRow accepted) {
        return certificates.all().stream()
                .filter(row -> row.serial().equals(accepted.serial()))
                .map(Certificates::certificate)
                .findFirst()
                .orElseThrow(() -> new EnrolmentRefused(
                        Reason.CODE, "the certificate of this code is gone; have a new code made"));
    }

    /** Requests that nobody has decided yet, the oldest first. */
    public List<EnrolmentRow> pending() throws InterruptedException {
        return done(tables -> tables.enrolment().pending());
    }

    /**
     * Lets a terminal in, under a name.
     *
     * @param window that its inputs are of, empty where the template says so itself
     * @param template of its file; null for the one that it has already, or else {@link TerminalTemplate#KEYPAD}
     */
    public CertificateRow accept(
            Actor by, String request, TerminalId terminal, String window, @Nullable String template)
            throws InterruptedException {
        EnrolmentRow asked = done(tables -> pending(tables, request));
        if (certificates.isRegistered(terminal)) {
            throw new EnrolmentRefused(
                    Reason.UNFIT, terminal + " has a certificate already; choose another name, replace or revoke it");
        }
        CertificateRow certificate;
        try {
            certificate = certificates.sign(terminal, key(asked));
        } catch (CertificateRefused e) {
            throw new EnrolmentRefused(Reason.UNFIT, String.valueOf(e.getMessage()));
        }
        String broker = address.broker();
        certificates.inForce(done(tables -> {
            pending(tables, request);
            Optional<TerminalConfigRow> last = tables.terminalConfigs().last(terminal);
            if (last.isEmpty() || template != null) {
                String wanted = template == null ? TerminalTemplate.KEYPAD : template;
                if (window.isEmpty() && TerminalTemplate.wantsWindow(wanted)) {
                    throw new EnrolmentRefused(Reason.UNFIT, "say which window it serves, or give a file that says so");
                }
                tables.terminalConfigs()
                        .insert(new TerminalConfigRow(
                                terminal,
                                last.map(TerminalConfigRow::version).orElse(0L) + 1,
                                TerminalTemplate.fill(wanted, terminal, window, broker),
                                by,
                                clock.millis(),
                                null,
                                null,
                                null,
                                null));
            }
            tables.enrolment().accept(request, terminal, certificate.serial());
            audit(tables, by, "enrolment.accept", request, asked.fingerprint(), terminal.toString());
            return certificates.enter(tables, by, certificate);
        }));
        return certificate;
    }

    public void refuse(Actor by, String request) throws InterruptedException {
        done(tables -> {
            EnrolmentRow asked = pending(tables, request);
            tables.enrolment().refuse(request);
            audit(tables, by, "enrolment.refuse", request, asked.fingerprint(), "refused");
            return true;
        });
    }

    /** Draws a code for the terminal that takes another's place; that one sends what it has until it is revoked. */
    public Invitation replace(Actor by, TerminalId old, String name, Duration life) throws InterruptedException {
        TerminalId terminal = new TerminalId(old.hall(), name);
        if (terminal.equals(old) || certificates.isRegistered(terminal)) {
            throw new EnrolmentRefused(Reason.UNFIT, terminal + " has a certificate already; choose another name");
        }
        address.enrolment(); // else nobody could take its place
        certificates.inForce(done(tables -> {
            Optional<TerminalConfigRow> config = tables.terminalConfigs().last(old);
            if (config.isPresent() && tables.terminalConfigs().last(terminal).isEmpty()) {
                String text = TerminalTemplate.rename(config.get().config(), terminal);
                tables.terminalConfigs()
                        .insert(new TerminalConfigRow(terminal, 1, text, by, clock.millis(), null, null, null, null));
            }
            audit(tables, by, "enrolment.replace", old.toString(), "", terminal.toString());
            return certificates.retire(tables, by, old);
        }));
        return invite(by, terminal, life);
    }

    /** Ends all certificates of a terminal for ever. */
    public void revoke(Actor by, TerminalId terminal) throws InterruptedException {
        try {
            certificates.revoke(by, terminal);
        } catch (CertificateRefused e) {
            throw new EnrolmentRefused(Reason.UNKNOWN, String.valueOf(e.getMessage()));
        }
    }

    /** A new certificate for a terminal that shows one by which it may connect. */
    public X509Certificate renew(X509Certificate shown, byte[] pkcs10) throws InterruptedException {
        TerminalId terminal = holder(shown);
        PublicKey key = verified(pkcs10);
        try {
            return Certificates.certificate(
                    certificates.issueTerminal(new Actor(terminal.toString(), "terminal"), terminal, key));
        } catch (CertificateRefused e) {
            throw new EnrolmentRefused(Reason.UNFIT, String.valueOf(e.getMessage()));
        }
    }

    /** The file that a terminal is wanted to run on, empty where nobody said. */
    public Optional<TerminalConfigRow> config(X509Certificate shown) throws InterruptedException {
        TerminalId terminal = holder(shown);
        return done(tables -> tables.terminalConfigs().last(terminal));
    }

    private TerminalId holder(X509Certificate shown) {
        CertificateState state = certificates.judge(shown);
        if (!state.mayConnect()) {
            throw new EnrolmentRefused(Reason.CODE, "this certificate is " + state.word());
        }
        return certificates
                .terminal(shown)
                .orElseThrow(() -> new EnrolmentRefused(Reason.CODE, "this certificate is none of a terminal"));
    }

    /** Register and authority, for those who ask about themselves. */
    public Certificates certificates() {
        return certificates;
    }

    private static EnrolmentRow pending(StoreWriter.Tables tables, String request) throws SQLException {
        return tables.enrolment()
                .request(request)
                .filter(EnrolmentRow::isPending)
                .orElseThrow(() -> new EnrolmentRefused(
                        Reason.UNKNOWN,
                        "no request '" + request + "' waits; 'gateway terminals pending' has those that do"));
    }

    private void audit(StoreWriter.Tables tables, Actor by, String what, String object, String before, String after)
            throws SQLException {
        tables.audit().add(new Change(by, what, object, before, after), clock.millis());
    }

    private static PublicKey verified(byte[] pkcs10) {
        try {
            return SigningRequest.verified(pkcs10);
        } catch (CertificateRefused e) {
            throw new EnrolmentRefused(Reason.UNFIT, String.valueOf(e.getMessage()));
        }
    }

    private static PublicKey key(EnrolmentRow row) {
        try {
            return KeyFactory.getInstance("EC")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(row.publicKey())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("request " + row.request() + " has no key: " + e.getMessage(), e);
        }
    }

    private static String fingerprint(PublicKey key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String hash(EnrolmentCode code) {
        return HexFormat.of().formatHex(code.hash());
    }

    private <T> T done(StoreWriter.Work<T> work) throws InterruptedException {
        try {
            return writer.submit(work).get();
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            if (cause instanceof CertificateRefused refused) {
                throw new EnrolmentRefused(Reason.UNFIT, String.valueOf(refused.getMessage()));
            }
            if (cause instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new OperationFailed("nothing is changed: " + Fault.oneLine(cause), e);
        }
    }
}
