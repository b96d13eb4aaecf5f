package io.hallpulse.gateway.http;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.ServiceUnavailableResponse;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The body of one request while it comes in. No thread waits for it: the server calls when bytes are there. It holds memory for what
 * has come, taken from what all bodies share, until it is closed. What is over the limit is read and dropped, since a client that
 * still sends when its connection is closed may never see the answer.
 */
final class Body implements ReadListener, AutoCloseable {
    private static final int FIRST_BYTES = 1024;

    private final ServletInputStream in;
    private final int most;
    private final Semaphore freeBytes;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private byte[] bytes = new byte[0];
    private int length;
    private volatile boolean tooLarge;

    private Body(ServletInputStream in, int most, Semaphore freeBytes) {
        this.in = in;
        this.most = most;
        this.freeBytes = freeBytes;
    }

    /**
     * Begins to receive the body of a request that is answered later.
     *
     * @param most bytes that it may have
     * @param freeBytes memory that all bodies share
     * @param time in which it has come whole
     */
    static Body receive(Context context, int most, Semaphore freeBytes, Duration time) throws IOException {
        boolean waitsForUs = context.header(Header.EXPECT) != null;
        if (waitsForUs && context.req().getContentLengthLong() > most) {
            throw tooLarge(most);
        }
        ServletInputStream in = context.req().getInputStream();
        Body body = new Body(in, most, freeBytes);
        body.whole.orTimeout(time.toMillis(), TimeUnit.MILLISECONDS);
        in.setReadListener(body);
        return body;
    }

    /** All of it, once it has come; else why it did not. */
    CompletableFuture<byte[]> whole() {
        return whole;
    }

    /** What the client is answered where the body did not come whole. */
    HttpResponseException refusal(Throwable failure) {
        if (tooLarge) {
            return tooLarge(most);
        }
        if (failure instanceof HttpResponseException refusal) {
            return refusal;
        }
        return failure instanceof TimeoutException
                ? new HttpResponseException(
                        HttpStatus.REQUEST_TIMEOUT.getCode(), "the body did not come in time; send it again")
                : new BadRequestResponse("the body broke off; send it again");
    }

    private static HttpResponseException tooLarge(int most) {
        return new HttpResponseException(
                HttpStatus.CONTENT_TOO_LARGE.getCode(),
                "a body has at most " + most + " bytes here; send less at once");
    }

    @Override
    public synchronized void onDataAvailable() throws IOException {
        while (!whole.isDone() && in.isReady()) {
            if (length == bytes.length && !grow()) {
                whole.completeExceptionally(
                        new ServiceUnavailableResponse("too many bodies come in at once; try again"));
                return;
            }
            int read = in.read(bytes, length, bytes.length - length);
            if (read < 0) {
                return; // else this went round for ever: at the end it is always ready
            }
            length += read;
            if (length > most) {
                tooLarge = true;
                length = 0;
            }
        }
    }

    /** Room for more, and for the one byte that is too much. */
    private boolean grow() {
        int size = Math.min(most + 1, Math.max(FIRST_BYTES, 2 * bytes.length));
        if (!freeBytes.tryAcquire(size - bytes.length)) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, size);
        return true;
    }

    @Override
    public void onAllDataRead() {
        byte[] all = trimmed();
        if (tooLarge) {
            whole.completeExceptionally(tooLarge(most));
        } else {
            whole.complete(all);
        }
    }

    private synchronized byte[] trimmed() {
        int size = Math.min(length, bytes.length);
        freeBytes.release(bytes.length - size);
        bytes = Arrays.copyOf(bytes, size);
        return bytes;
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
    }

    /** Gives its memory back; to be called once it is dealt with or has failed. */
    @Override
    public synchronized void close() {
        freeBytes.release(bytes.length);
        bytes = new byte[0];
        length = 0;
    }
}
