package io.hallpulse.gateway.outbound;

import io.hallpulse.gateway.config.MailConfig;
import io.hallpulse.gateway.config.MailTls;
import io.hallpulse.gateway.fault.Fault;
import jakarta.mail.AuthenticationFailedException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocketFactory;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

/**
 * Hands mails to one SMTP server, whose name its certificate must have. Each answer is waited for no longer than its time-out, and a whole
 * mail no longer than its own. A server that is slower gets no other mail meanwhile, and may yet take that one. One thread.
 */
public final class MailPosting implements AutoCloseable {
    private final MailConfig config;
    private final Duration timeout;
    private final Duration whole;
    private final Mailer mailer;
    private final ExecutorService connection = Executors.newSingleThreadExecutor(MailPosting::daemon);
    private String lastId = "";
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

    /**
     * @param timeout of each answer
     * @param whole of a mail
     * @throws IOException with one line where a file that the configuration names cannot be used
     */
    public MailPosting(MailConfig config, Duration timeout, Duration whole) throws IOException {
        this.config = config;
        this.timeout = timeout;
        this.whole = whole;
        this.mailer = mailer();
    }

    private Mailer mailer() throws IOException {
        TransportStrategy strategy = switch (config.tlsInForce()) {
            case IMPLICIT -> TransportStrategy.SMTPS;
            case STARTTLS -> TransportStrategy.SMTP_TLS;
            case NONE -> TransportStrategy.SMTP;
        };
        strategy.setOpportunisticTLS(false);
        return MailerBuilder.withSMTPServer(
                        config.server().host(), config.server().port(), config.user(), config.password())
                .withTransportStrategy(strategy)
                .withSessionTimeout((int) timeout.toMillis())
                .trustingAllHosts(false) // which the library does else
                .verifyingServerIdentity(true)
                .withProperties(trust())
                .withExecutorService(connection)
                .clearEmailValidator() // the configuration has checked them, names of this machine alone among them
                .buildMailer();
    }

    private Properties trust() throws IOException {
        Properties properties = new Properties();
        SSLSocketFactory trust = config.trust();
        if (trust != null) {
            String prefix = config.tlsInForce() == MailTls.IMPLICIT ? "mail.smtps." : "mail.smtp.";
            properties.put(prefix + "ssl.socketFactory", trust);
            // else a server that this CA does not know is tried again with those that Java trusts
            properties.put(prefix + "socketFactory.fallback", "false");
        }
        return properties;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "mail-connection");
        thread.setDaemon(true);
        return thread;
    }

    /** Sends a mail to all receivers; the one that was sent last is not sent again unless it failed. */
    public void post(OutgoingMail mail) throws NoAnswer, InterruptedException {
        if (!mail.id().equals(lastId) || last.isCompletedExceptionally()) {
            if (!last.isDone()) {
                throw new NoAnswer("the server is still not done with the mail before");
            }
            Email email = email(mail);
            lastId = mail.id();
            last = CompletableFuture.runAsync(
                    () -> mailer.sendMail(email, false).join(), connection);
        }
        try {
            last.get(whole.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new NoAnswer("the mail was not taken within " + whole.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new NoAnswer(reason(e));
        }
    }

    private Email email(OutgoingMail mail) {
        return EmailBuilder.startingBlank()
                .fixingMessageId("<" + mail.id() + ">")
                .from(config.from())
                .toMultiple(config.to())
                .withSubject(mail.subject())
                .withPlainText(mail.text())
                .withHeader("Auto-Submitted", "auto-generated") // so that no absence is answered
                .buildEmail();
    }

    /** What the library's exceptions are about, whose outer ones say nothing. */
    private String reason(Throwable thrown) {
        Throwable innermost = thrown;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationFailedException) {
                return "user or password is refused: " + Fault.oneLine(cause);
            }
            if (cause instanceof SocketTimeoutException) {
                return "no answer within " + timeout.toSeconds() + " s";
            }
            innermost = cause;
        }
        return "it does not take the mail: " + Fault.oneLine(innermost);
    }

    @Override
    public void close() {
        connection.shutdownNow();
    }
}
