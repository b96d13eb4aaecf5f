package io.hallpulse.gateway;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.broker.Admission;
import io.hallpulse.gateway.ca.CertificateState;
import io.hallpulse.gateway.ca.Certificates;
import io.hallpulse.gateway.ca.Kind;
import io.hallpulse.gateway.ca.RefusalRecord;
import io.hallpulse.gateway.store.CertificateRow;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** Lets in whom the register of certificates accepts, each under its own name. */
final class TerminalAdmission implements Admission {
    private final Certificates certificates;
    private final RefusalRecord record;

    TerminalAdmission(Certificates certificates, RefusalRecord record) {
        this.certificates = certificates;
        this.record = record;
    }

    @Override
    public Verdict ofCertificate(X509Certificate certificate) {
        Optional<CertificateRow> row = certificates.row(certificate);
        if (row.isEmpty()) {
            boolean ours =
                    certificates.authority().getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
            return Verdict.refused(
                    ours
                            ? "its certificate is not in the register; enrol it again"
                            : "its certificate is of another CA; enrol it here");
        }
        String name = row.get().name();
        CertificateState state = certificates.state(row.get());
        if (!state.mayConnect()) {
            return Verdict.refused("the certificate of " + name + " is " + state.word() + "; enrol it again");
        }
        TerminalId terminal = row.get().terminal();
        if (terminal != null) {
            return Verdict.terminal(terminal);
        }
        String kind = row.get().kind();
        return kind.equals(Kind.GATEWAY.word()) || kind.equals(Kind.GATEWAY_OUT.word())
                ? Verdict.gateway(name)
                : Verdict.refused("the certificate of " + name + " is one of a server");
    }

    @Override
    public Verdict ofClientId(String clientId) {
        int slash = clientId.indexOf('/');
        if (slash > 0) {
            try {
                TerminalId terminal = new TerminalId(clientId.substring(0, slash), clientId.substring(slash + 1));
                return certificates.isRegistered(terminal)
                        ? Verdict.terminal(terminal)
                        : Verdict.refused(terminal + " is not registered; enrol it, or set terminals: open");
            } catch (IllegalArgumentException e) {
                return Verdict.refused("its client id is not hall/terminal");
            }
        }
        return Verdict.refused("its client id is not hall/terminal");
    }

    @Override
    public void refused(String client, String why) {
        record.put(new Change(new Actor(client, "client"), "client.refuse", "broker", "", why));
    }
}
