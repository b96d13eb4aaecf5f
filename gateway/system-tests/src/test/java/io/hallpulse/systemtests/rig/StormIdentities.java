package io.hallpulse.systemtests.rig;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.Gateway;
import io.hallpulse.gateway.ca.Certificates;
import io.hallpulse.gateway.ca.SiteCa;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.runtime.tls.Identity;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.List;

/** Certificates of many terminals, in the register of a gateway that does not run yet. */
public final class StormIdentities implements AutoCloseable {
    private static final Actor BY = new Actor("rig", "technician");

    private final KeyPairGenerator keys;
    private final Store store;
    private final StoreWriter writer;
    private final Certificates certificates;

    /**
     * Opens the register.
     *
     * @param data of the gateway
     */
    public StormIdentities(Path data) throws Exception {
        keys = KeyPairGenerator.getInstance("EC");
        keys.initialize(new ECGenParameterSpec("secp256r1"));
        store = Store.open(data);
        writer = store.writer();
        SiteCa ca = SiteCa.open(data.resolve(Gateway.CA_FOLDER), null, Gateway.machineClock(), new SecureRandom());
        certificates = Certificates.open(ca, writer, Gateway.machineClock());
    }

    /** Writes a terminal's identity file. */
    public Path issue(String terminal, Path folder) throws Exception {
        KeyPair key = keys.generateKeyPair();
        Path file = folder.resolve("identity.p12");
        Identity.write(
                file,
                key.getPrivate(),
                List.of(
                        Certificates.certificate(
                                certificates.issueTerminal(BY, new TerminalId("north", terminal), key.getPublic())),
                        certificates.authority()));
        return file;
    }

    @Override
    public void close() throws InterruptedException {
        writer.close();
        store.close();
    }
}
