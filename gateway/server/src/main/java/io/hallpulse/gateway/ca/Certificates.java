package io.hallpulse.gateway.ca;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.gateway.store.CertificateRow;
import io.hallpulse.gateway.store.CertificateTable;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.runtime.program.OperationFailed;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The register of certificates: which were issued, and which of them are accepted. A change is in force for all connections as soon as it is
 * committed. Any thread.
 */
public final class Certificates {
    private final SiteCa ca;
    private final StoreWriter writer;
    private final InstantSource clock;
    private final List<Consumer<Certificates>> listeners = new CopyOnWriteArrayList<>();
    private long drawn; // the writer's thread
    private Register register;

    /**
     * The register as a change left it; {@link #inForce} puts it in force once that change is committed.
     *
     * @param number of the change, ascending
     * @param bySerial hexadecimal
     */
    public record Register(long number, Map<String, CertificateRow> bySerial) {
        private static Register of(long number, List<CertificateRow> rows) {
            return new Register(
                    number, rows.stream().collect(Collectors.toMap(CertificateRow::serial, Function.identity())));
        }
    }

    private Certificates(SiteCa ca, StoreWriter writer, InstantSource clock, Register register) {
        this.ca = ca;
        this.writer = writer;
        this.clock = clock;
        this.register = register;
    }

    /** Reads the register. */
    public static Certificates open(SiteCa ca, StoreWriter writer, InstantSource clock)
            throws SQLException, InterruptedException {
        return new Certificates(
                ca,
                writer,
                clock,
                Register.of(
                        0, writer.transaction(tables -> tables.certificates().all())));
    }

    /** The CA's own certificate. */
    public X509Certificate authority() {
        return ca.certificate();
    }

    /** Told of every change, after it is in force; on the thread that made it. */
    public void onChange(Consumer<Certificates> listener) {
        listeners.add(listener);
    }

    /** What becomes of whoever shows this certificate, whose key it holds. */
    public CertificateState judge(X509Certificate certificate) {
        return row(certificate).map(this::state).orElse(CertificateState.UNKNOWN);
    }

    /** What the register has of a certificate; nothing, where its serial number is there with another key. */
    public Optional<CertificateRow> row(X509Certificate certificate) {
        CertificateRow row = register().get(serial(certificate));
        return Optional.ofNullable(row)
                .filter(known -> known.fingerprint().equals(Keys.fingerprint(certificate.getPublicKey())));
    }

    /** The state that a certificate of the register is in now. */
    public CertificateState state(CertificateRow row) {
        CertificateState state = CertificateState.ofWord(row.state());
        return state.mayConnect() && clock.millis() > row.notAfterMillis() ? CertificateState.EXPIRED : state;
    }

    /** Whose certificate this is, where it is one of a terminal. */
    public Optional<TerminalId> terminal(X509Certificate certificate) {
        return row(certificate).map(CertificateRow::terminal);
    }

    /** Whether a terminal has a certificate by which it may connect. */
    public boolean isRegistered(TerminalId terminal) {
        return ofTerminal(terminal).stream().anyMatch(row -> state(row).mayConnect());
    }

    /** Those of a terminal, the oldest first. */
    public List<CertificateRow> ofTerminal(TerminalId terminal) {
        return all().stream().filter(row -> terminal.equals(row.terminal())).toList();
    }

    /** All of them, by name and then the oldest first. */
    public List<CertificateRow> all() {
        return register().values().stream()
                .sorted(Comparator.comparing(CertificateRow::name)
                        .thenComparing(CertificateRow::issuedMillis)
                        .thenComparing(CertificateRow::serial))
                .toList();
    }

    /** All that were revoked, as a signed list (CRL) in PEM. */
    public String revocationList() {
        return Pem.of(
                "X509 CRL",
                ca.revocationList(revoked()
                        .collect(Collectors.toMap(
                                row -> new BigInteger(row.serial(), 16),
                                row -> Instant.ofEpochMilli(row.changedMillis())))));
    }

    /** The serial numbers of all that were revoked, in order. */
    public List<String> revokedSerials() {
        return revoked().map(CertificateRow::serial).sorted().toList();
    }

    private Stream<CertificateRow> revoked() {
        return all().stream().filter(row -> state(row) == CertificateState.REVOKED);
    }

    /** The terminals that may connect, in order. */
    public List<TerminalId> registered() {
        return all().stream()
                .filter(row -> state(row).mayConnect())
                .map(CertificateRow::terminal)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** The certificate of a row. */
    public static X509Certificate certificate(CertificateRow row) {
        try {
            return Pem.certificate(row.pem());
        } catch (CertificateException e) {
            throw new IllegalStateException(row.serial() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Issues a terminal's certificate, and returns once it is in the register. Those that the terminal has stay as they are.
     *
     * @param key see {@link SigningRequest#verified}
     */
    public CertificateRow issueTerminal(Actor by, TerminalId terminal, PublicKey key) throws InterruptedException {
        CertificateRow row = sign(terminal, key);
        change(tables -> enter(tables, by, row));
        return row;
    }

    /**
     * A terminal's certificate, which is worth nothing before {@link #enter} has put it into the register.
     *
     * @throws CertificateRefused where that name is not one for terminals
     */
    public CertificateRow sign(TerminalId terminal, PublicKey key) {
        if (terminal.hall().equals("gateway")) {
            throw new CertificateRefused(
                    "a hall of the name gateway would take the gateway's own names; rename the hall");
        }
        return row(Kind.TERMINAL, ca.issue(Kind.TERMINAL, terminal.toString(), key, List.of()), terminal);
    }

    /** Enters a certificate of the gateway's own in place of the former one of its kind. */
    void enterOwn(Actor by, Kind kind, X509Certificate certificate) throws InterruptedException {
        CertificateRow row = row(kind, certificate, null);
        change(tables -> {
            String before = "";
            for (CertificateRow former : tables.certificates().all()) {
                if (former.kind().equals(kind.word())) {
                    tables.certificates().remove(former.serial());
                    before = former.state() + " " + former.serial();
                }
            }
            tables.certificates().insert(row);
            record(tables, by, "certificate.issue", row, before);
            return left(tables);
        });
    }

    private CertificateRow row(Kind kind, X509Certificate certificate, @Nullable TerminalId terminal) {
        long now = clock.millis();
        return new CertificateRow(
                serial(certificate),
                kind.word(),
                commonName(certificate),
                terminal,
                CertificateState.ACCEPTED.word(),
                now,
                certificate.getNotAfter().getTime(),
                now,
                Keys.fingerprint(certificate.getPublicKey()),
                Pem.of(certificate));
    }

    /**
     * Puts a certificate into the register, inside a transaction of the caller's.
     *
     * @return to be given to {@link #inForce} after the commit
     */
    public Register enter(StoreWriter.Tables tables, Actor by, CertificateRow row) throws SQLException {
        tables.certificates().insert(row);
        record(tables, by, "certificate.issue", row, "");
        return left(tables);
    }

    /** Ends all certificates of a terminal for ever. */
    public void revoke(Actor by, TerminalId terminal) throws InterruptedException {
        change(tables -> revoke(tables, by, terminal));
    }

    /** As {@link #revoke(Actor, TerminalId)}, inside a transaction of the caller's; see {@link #enter}. */
    public Register revoke(StoreWriter.Tables tables, Actor by, TerminalId terminal) throws SQLException {
        return alter(tables, by, terminal, CertificateState.REVOKED, "certificate.revoke");
    }

    /** Lets a terminal that was replaced send what it has until it is revoked. */
    public void retire(Actor by, TerminalId terminal) throws InterruptedException {
        change(tables -> retire(tables, by, terminal));
    }

    /** As {@link #retire(Actor, TerminalId)}, inside a transaction of the caller's; see {@link #enter}. */
    public Register retire(StoreWriter.Tables tables, Actor by, TerminalId terminal) throws SQLException {
        return alter(tables, by, terminal, CertificateState.RETIRING, "certificate.retire");
    }

    private Register alter(StoreWriter.Tables tables, Actor by, TerminalId terminal, CertificateState to, String what)
            throws SQLException {
        CertificateTable table = tables.certificates();
        List<CertificateRow> altered = new ArrayList<>();
        for (CertificateRow row : table.all()) {
            if (terminal.equals(row.terminal())
                    && CertificateState.ofWord(row.state()).compareTo(to) < 0) {
                CertificateRow after = row.with(to.word(), clock.millis());
                table.update(after);
                record(tables, by, what, after, row.state());
                altered.add(after);
            }
        }
        if (altered.isEmpty()) {
            throw new CertificateRefused(terminal + " has no certificate that could be " + to.word());
        }
        return left(tables);
    }

    private void record(StoreWriter.Tables tables, Actor by, String what, CertificateRow row, String before)
            throws SQLException {
        String object = row.terminal() == null ? "certificates/" + row.name() : "terminals/" + row.name();
        tables.audit().add(new Change(by, what, object, before, row.state() + " " + row.serial()), clock.millis());
    }

    private Register left(StoreWriter.Tables tables) throws SQLException {
        return Register.of(++drawn, tables.certificates().all());
    }

    /** Puts a change in force that was committed. The one that was committed last stays, whoever comes here first. */
    public void inForce(Register changed) {
        synchronized (this) {
            if (changed.number() > register.number()) {
                register = changed;
            }
        }
        listeners.forEach(listener -> listener.accept(this));
    }

    private void change(StoreWriter.Work<Register> work) throws InterruptedException {
        try {
            inForce(writer.submit(work).get());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new OperationFailed("nothing is changed: " + Fault.oneLine(cause), e);
        }
    }

    private synchronized Map<String, CertificateRow> register() {
        return register.bySerial();
    }

    /** The common name of a certificate's subject, which stands last in what we issue and first in how RFC 2253 writes it. */
    private static String commonName(X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName();
        return subject.substring("CN=".length(), subject.indexOf(','));
    }

    private static String serial(X509Certificate certificate) {
        return certificate.getSerialNumber().toString(16);
    }
}
