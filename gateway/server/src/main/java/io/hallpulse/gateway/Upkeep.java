package io.hallpulse.gateway;

import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.assessment.AssessReading;
import io.hallpulse.gateway.assessment.AssessmentCheck;
import io.hallpulse.gateway.audit.RecordCheck;
import io.hallpulse.gateway.auth.Operators;
import io.hallpulse.gateway.auth.People;
import io.hallpulse.gateway.auth.PeopleRequest;
import io.hallpulse.gateway.broker.MosquittoFolder;
import io.hallpulse.gateway.ca.Certificates;
import io.hallpulse.gateway.ca.OwnCertificates;
import io.hallpulse.gateway.ca.SiteCa;
import io.hallpulse.gateway.config.EmbeddedConfig;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.control.ControlClient;
import io.hallpulse.gateway.database.DatabaseFault;
import io.hallpulse.gateway.database.DatabasePart;
import io.hallpulse.gateway.database.OpenDatabase;
import io.hallpulse.gateway.directory.Directory;
import io.hallpulse.gateway.directory.DirectoryRequest;
import io.hallpulse.gateway.enrolment.EnrolmentRequest;
import io.hallpulse.gateway.enrolment.Enrolments;
import io.hallpulse.gateway.reprocess.Verification;
import io.hallpulse.gateway.store.Snapshot;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.runtime.config.BrokerUrl;
import io.hallpulse.runtime.disk.OwnerOnly;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** What is done to a gateway's database by command, beside the gateway itself. */
public final class Upkeep {
    private Upkeep() {}

    /**
     * What a look at a whole database found.
     *
     * @param presses and what follows from them
     * @param record of who changed what
     * @param assessed what was assessed; empty where nothing was
     */
    public record Found(Verification.Result presses, RecordCheck record, Optional<Assessed> assessed) {
        public boolean isRight() {
            return presses.differences() == 0
                    && record.fault().isEmpty()
                    && assessed.map(Assessed::isRight).orElse(true);
        }
    }

    /**
     * What a look at the database of assessments found.
     *
     * @param record of who changed what there
     */
    public record Assessed(AssessmentCheck rounds, RecordCheck record) {
        boolean isRight() {
            return rounds.faults().isEmpty() && record.fault().isEmpty();
        }
    }

    /**
     * Works out all tallies from the raw presses, counts all rounds of assessments anew, looks at what was published of them, and walks along the
     * records.
     *
     * @param line told each difference
     * @throws IOException where a password or a temporary file fails
     * @throws OperationFailed where the database cannot be read, with one line that says why
     */
    public static Found verify(GatewayConfig config, Consumer<String> line) throws IOException {
        try (Snapshot snapshot = Snapshot.open(config.data(), config.database())) {
            return new Found(
                    Verification.run(snapshot, snapshot.halls().current(), line),
                    RecordCheck.of(snapshot.audit()),
                    assessed(config, line));
        } catch (SQLException e) {
            throw new OperationFailed(
                    "the database cannot be read: " + DatabaseFault.reason(e)
                            + "; a gateway of this version must have run on it",
                    e);
        }
    }

    private static Optional<Assessed> assessed(GatewayConfig config, Consumer<String> line) throws IOException {
        if (!OpenDatabase.isThere(DatabasePart.ASSESSMENTS, config.data(), config.database())) {
            return Optional.empty();
        }
        try (AssessReading reading = AssessReading.open(config.data(), config.database())) {
            AssessmentCheck check = AssessmentCheck.of(reading);
            check.faults().forEach(line);
            return Optional.of(new Assessed(check, reading.ofRecord(RecordCheck::of)));
        }
    }

    /**
     * Does a request about people where no gateway runs.
     *
     * @throws IOException where the operators' file cannot be read
     * @throws OperationFailed where it is refused, or a gateway runs that cannot be reached, with one line that says why
     */
    public static Object people(GatewayConfig config, PeopleRequest request) throws IOException {
        Operators operators = Operators.of(config.http().operatorsFile());
        try (Store store = Store.open(config.data(), config.database());
                StoreWriter writer = store.writer()) {
            return request.answer(People.open(writer, operators, new SecureRandom(), Gateway.machineClock()));
        } catch (SQLException e) {
            throw new OperationFailed("the database cannot be changed: " + DatabaseFault.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationFailed("interrupted", e);
        }
    }

    /**
     * Does a request about the directory where no gateway runs.
     *
     * @throws IOException where the database's password cannot be read
     * @throws OperationFailed where it is refused, or a gateway runs that cannot be reached, with one line that says why
     */
    public static Object directory(GatewayConfig config, DirectoryRequest request) throws IOException {
        try (Store store = Store.open(config.data(), config.database());
                StoreWriter writer = store.writer()) {
            return request.answer(
                    Directory.open(writer, config.directory(), Actor.command(request.user()), Gateway.machineClock()));
        } catch (SQLException e) {
            throw new OperationFailed("the database cannot be changed: " + DatabaseFault.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationFailed("interrupted", e);
        }
    }

    /**
     * Does a request about terminals where no gateway runs.
     *
     * @throws IOException where the CA cannot be opened
     * @throws OperationFailed where it is refused, or a gateway runs that cannot be reached, with one line that says why
     */
    public static Object enrolment(GatewayConfig config, EnrolmentRequest request) throws IOException {
        InstantSource clock = Gateway.machineClock();
        try (Store store = Store.open(config.data(), config.database());
                StoreWriter writer = store.writer()) {
            SiteCa ca = SiteCa.open(config.data().resolve("ca"), config.ca().passphrase(), clock, new SecureRandom());
            EmbeddedConfig embedded = config.broker().embedded();
            return request.answer(new Enrolments(
                    writer,
                    Certificates.open(ca, writer, clock),
                    new SiteAddress(
                            config, embedded == null ? 0 : embedded.listen().port()),
                    clock,
                    () -> 0,
                    new SecureRandom()));
        } catch (SQLException e) {
            throw new OperationFailed("the database cannot be changed: " + DatabaseFault.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationFailed("interrupted", e);
        }
    }

    /**
     * Has the running gateway write the rules of the site's own Mosquitto, or writes them where none runs.
     *
     * @throws IOException where the CA cannot be opened or the folder not be written, with one line
     * @throws OperationFailed where it is refused, or a gateway runs that cannot be reached, with one line that says why
     */
    public static void mosquitto(GatewayConfig config, MosquittoRequest request) throws IOException {
        BrokerUrl url = OwnMosquitto.url(config.broker()).orElseThrow(OwnMosquitto::none);
        OwnerOnly.folder(config.data()); // the gateway may not have run yet
        new MosquittoFolder(Path.of(request.folder())).make(Files.getOwner(config.data()));
        if (ControlClient.request(config.data(), MosquittoRequest.CONTROL, request)
                .isPresent()) {
            return;
        }
        InstantSource clock = Gateway.machineClock();
        Path caFolder = config.data().resolve(Gateway.CA_FOLDER);
        Actor by = Actor.command(request.user());
        try (Store store = Store.open(config.data(), config.database());
                StoreWriter writer = store.writer()) {
            SiteCa ca = SiteCa.open(caFolder, config.ca().passphrase(), clock, new SecureRandom());
            Certificates certificates = Certificates.open(ca, writer, clock);
            String id = GatewayId.of(config, writer);
            try (OwnCertificates own = new OwnCertificates(
                            ca,
                            certificates,
                            caFolder,
                            id,
                            SiteCertificates.serverNames(config),
                            by,
                            clock,
                            new SecureRandom());
                    OwnMosquitto mosquitto = new OwnMosquitto(url, id, certificates, own, writer, clock)) {
                mosquitto.keep(request);
            }
        } catch (SQLException e) {
            throw new OperationFailed("the database cannot be changed: " + DatabaseFault.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationFailed("interrupted", e);
        }
    }
}
