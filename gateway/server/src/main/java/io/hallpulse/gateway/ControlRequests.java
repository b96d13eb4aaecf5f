package io.hallpulse.gateway;

import io.hallpulse.gateway.account.Forgetting;
import io.hallpulse.gateway.account.TerminalsRequest;
import io.hallpulse.gateway.auth.People;
import io.hallpulse.gateway.auth.PeopleRequest;
import io.hallpulse.gateway.ca.CaRequest;
import io.hallpulse.gateway.control.ControlSocket;
import io.hallpulse.gateway.directory.Directory;
import io.hallpulse.gateway.directory.DirectoryRequest;
import io.hallpulse.gateway.enrolment.EnrolmentRequest;
import io.hallpulse.gateway.enrolment.Enrolments;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.runtime.program.CloseStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What commands beside a running gateway ask of it, each done by the room that it concerns. */
record ControlRequests(
        People people,
        Directory directory,
        Enrolments enrolments,
        SiteCertificates certificates,
        Forgetting forgetting) {
    private static final Logger LOG = LoggerFactory.getLogger(ControlRequests.class);

    /** Answers them from now on. A gateway whose folder has too long a path does without. */
    void open(CloseStack parts, Path folder) {
        try {
            parts.add(ControlSocket.open(
                    folder,
                    Map.of(
                            PeopleRequest.CONTROL,
                            request -> ControlSocket.read(request, PeopleRequest.class)
                                    .answer(people),
                            DirectoryRequest.CONTROL,
                            request -> ControlSocket.read(request, DirectoryRequest.class)
                                    .answer(directory),
                            EnrolmentRequest.CONTROL,
                            request -> ControlSocket.read(request, EnrolmentRequest.class)
                                    .answer(enrolments),
                            CaRequest.CONTROL,
                            request ->
                                    ControlSocket.read(request, CaRequest.class).answer(certificates.own()),
                            MosquittoRequest.CONTROL,
                            request -> certificates.mosquitto(ControlSocket.read(request, MosquittoRequest.class)),
                            TerminalsRequest.CONTROL,
                            request -> ControlSocket.read(request, TerminalsRequest.class)
                                    .answer(forgetting))));
        } catch (IOException e) {
            LOG.warn("commands cannot reach this gateway: {}", Fault.oneLine(e));
        }
    }
}
