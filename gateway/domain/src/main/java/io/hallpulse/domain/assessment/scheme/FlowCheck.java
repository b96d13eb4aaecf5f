package io.hallpulse.domain.assessment.scheme;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether every state of a flow is reached and leads to an end. */
final class FlowCheck {
    private FlowCheck() {}

    static void of(String id, Flow flow, SchemeFaults faults) {
        flow.states().forEach((name, state) -> state(id, flow, name, state, faults));
        if (!flow.states().keySet().containsAll(targets(flow))) {
            return; // a name that is mended may reach what is not reached now
        }
        Set<String> reached = reached(flow);
        for (String name : flow.states().keySet()) {
            if (!reached.contains(name)) {
                faults.add(
                        "state '" + name + "' is never reached; let a transition lead to it, or take it out",
                        "flows",
                        id,
                        "states",
                        name);
            }
        }
        if (flow.states().values().stream().noneMatch(Flow.State::end)) {
            faults.add("has no end; give one of its states end: true", "flows", id);
        }
    }

    private static List<String> targets(Flow.State state) {
        return Stream.concat(
                        state.next().values().stream().map(Flow.Transition::to), Stream.ofNullable(state.atLimit()))
                .toList();
    }

    private static List<String> targets(Flow flow) {
        return flow.states().values().stream()
                .flatMap(state -> targets(state).stream())
                .toList();
    }

    private static Set<String> reached(Flow flow) {
        Set<String> reached = new HashSet<>();
        Deque<String> waiting = new ArrayDeque<>(List.of(flow.start()));
        while (!waiting.isEmpty()) {
            String name = waiting.pop();
            Flow.State state = flow.states().get(name);
            if (state != null && reached.add(name)) {
                targets(state).forEach(waiting::push);
            }
        }
        return reached;
    }

    private static void state(String id, Flow flow, String name, Flow.State state, SchemeFaults faults) {
        if (state.atLimit() != null && !flow.states().containsKey(state.atLimit())) {
            faults.unknown("state", state.atLimit(), flow.states().keySet(), "flows", id, "states", name, "atLimit");
        }
        state.next().forEach((way, transition) -> {
            if (!flow.states().containsKey(transition.to())) {
                faults.unknown(
                        "state",
                        transition.to(),
                        flow.states().keySet(),
                        "flows",
                        id,
                        "states",
                        name,
                        "next",
                        way,
                        "to");
            }
            if (transition.seconds().stream().anyMatch(transition.by()::contains)) {
                faults.add(
                        "who seconds is another; name a role that does not stand under 'by'",
                        "flows",
                        id,
                        "states",
                        name,
                        "next",
                        way,
                        "seconds");
            }
        });
        if (!state.end() && state.next().isEmpty() && state.atLimit() == null) {
            faults.add("leads nowhere; add next or atLimit, or end: true", "flows", id, "states", name);
        }
        if (state.end() && (!state.next().isEmpty() || state.limit() != null)) {
            faults.add("an end has no way on; leave out next and limit, or end: true", "flows", id, "states", name);
        }
    }
}
