package io.hallpulse.systemtests.rig;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A bounded number of hostile clients, each doing one act after the other in a seed's order, until told to stop. For one thread. */
final class HostileClients {
    private static final int EACH_KIND = 5;
    private static final int PAUSE_MILLIS = 200;
    private static final long ENDS_WITHIN_MILLIS = 20_000;

    private final int mqttPort;
    private final int httpPort;
    private final Map<String, AtomicLong> done = new LinkedHashMap<>();
    private final List<Client> clients = new ArrayList<>();
    private final CountDownLatch stop = new CountDownLatch(1);

    /** @param honest names of terminals that others run */
    HostileClients(int mqttPort, int httpPort, List<String> honest, long seed) {
        this.mqttPort = mqttPort;
        this.httpPort = httpPort;
        for (Map<String, HostileAct> acts : List.of(new HostileMqtt(honest).acts(), new HostileHttp().acts())) {
            acts.keySet().forEach(name -> done.put(name, new AtomicLong()));
            for (int i = 0; i < EACH_KIND; i++) {
                clients.add(new Client(acts, new Random(seed * 31 + clients.size())));
            }
        }
    }

    int count() {
        return clients.size();
    }

    /** How often each act was done. */
    Map<String, AtomicLong> done() {
        return done;
    }

    void start() {
        clients.forEach(client -> client.thread.start());
    }

    /**
     * Ends all connections, whatever they wait for.
     *
     * @return whether every client came to an end
     */
    boolean stop() throws InterruptedException {
        stop.countDown();
        clients.forEach(client -> client.sockets.close());
        for (Client client : clients) {
            client.thread.join(ENDS_WITHIN_MILLIS);
        }
        return clients.stream().noneMatch(client -> client.thread.isAlive());
    }

    private final class Client {
        private final List<Map.Entry<String, HostileAct>> acts;
        private final Random random;
        private final Thread thread = new Thread(this::run, "hostile");
        private volatile HostileSockets sockets = new HostileSockets(mqttPort, httpPort);

        Client(Map<String, HostileAct> acts, Random random) {
            this.acts = List.copyOf(acts.entrySet());
            this.random = random;
            thread.setDaemon(true);
        }

        private void run() {
            try {
                while (!stop.await(random.nextInt(PAUSE_MILLIS), TimeUnit.MILLISECONDS)) {
                    act(acts.get(random.nextInt(acts.size())));
                }
            } catch (InterruptedException e) {
                // it was stopped in the middle of an act
            }
        }

        private void act(Map.Entry<String, HostileAct> act) throws InterruptedException {
            // one of its own for each, so that what an act draws does not depend on when the one before was ended
            Random drawn = new Random(random.nextLong());
            try (HostileSockets own = new HostileSockets(mqttPort, httpPort)) {
                sockets = own;
                act.getValue().run(own, drawn);
            } catch (IOException e) {
                // refused or ended by the other side, as it should be
            }
            Objects.requireNonNull(done.get(act.getKey())).incrementAndGet();
        }
    }
}
