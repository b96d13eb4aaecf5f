package io.hallpulse.systemtests.rig;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Cuts the power of one terminal again and again, with the same disk. For one thread. */
final class PowerCut {
    private static final int KEYS = 4;
    private static final long PATIENCE_MILLIS = 60_000;

    private final Path folder;
    private final RigSettings settings;
    private final List<Integer> acknowledged = new ArrayList<>();
    private long acknowledgedInAll;

    PowerCut(Path folder, RigSettings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /** In how many of the rounds an acknowledged press was lost. */
    int run(int rounds) throws Exception {
        System.out.printf("power: seed %d, %d rounds, broken: %s%n", settings.seed(), rounds, settings.broken());
        Breakage breakage = Breakage.compile(settings.broken(), folder);
        Path disk = GuestMachine.disk(folder);
        int lossy = 0;
        for (int round = 0; round < rounds; round++) {
            Random random = new Random(settings.seed() + round);
            int unanswered = -1;
            try (GuestMachine machine = GuestMachine.boot(folder, disk, breakage)) {
                machine.awaitAgent();
                int presses = 5 + random.nextInt(40);
                for (int i = 0; i < presses; i++) {
                    press(machine, random.nextInt(KEYS));
                }
                unanswered = random.nextInt(KEYS);
                machine.send(unanswered);
                machine.pause(random.nextInt(60));
                machine.cutPower();
                int last = machine.acknowledged(0);
                if (last >= 0) {
                    acknowledged.add(last);
                    unanswered = -1;
                }
            }
            lossy += agrees(disk, round, unanswered) ? 0 : 1;
        }
        System.out.printf(
                "power: seed %d: %d of %d rounds kept every acknowledged press, %d presses acknowledged%n",
                settings.seed(), rounds - lossy, rounds, acknowledgedInAll);
        return lossy;
    }

    private void press(GuestMachine machine, int key) throws Exception {
        machine.send(key);
        if (machine.acknowledged(PATIENCE_MILLIS) != key) {
            throw new AssertionError("key " + key + " was not acknowledged");
        }
        acknowledged.add(key);
        acknowledgedInAll++;
    }

    /** The outbox has what was acknowledged, in order, and the press that was under way or not. */
    private boolean agrees(Path disk, int round, int unanswered) throws Exception {
        List<Integer> stored = GuestMachine.outbox(folder, disk).stream()
                .map(row -> Integer.valueOf(row.key()))
                .collect(Collectors.toCollection(ArrayList::new));
        int found = stored.size();
        boolean extra = found == acknowledged.size() + 1 && stored.get(found - 1) == unanswered;
        boolean agrees = stored.subList(0, extra ? found - 1 : found).equals(acknowledged);
        System.out.printf(
                "power: round %d: %d acknowledged, %d stored: %s%n",
                round + 1, acknowledged.size(), found, agrees ? "all there" : "LOST");
        acknowledged.clear(); // the next round goes on from what is there
        acknowledged.addAll(stored);
        return agrees;
    }
}
