package io.hallpulse.runtime.config;

import java.io.StringReader;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Finds the line of a key in a YAML text that is known to parse. */
final class YamlLines {
    private YamlLines() {}

    /** The line, from 1, of the key at a path such as {@code inputs[1].gpio.pull}; of its nearest parent where the key is not in the text. */
    static int lineOf(String text, String path) {
        Node node = new Yaml(new LoaderOptions()).compose(new StringReader(text));
        if (node == null) {
            return 1;
        }
        int line = 1;
        Iterator<String> steps = List.of(path.replace("[", ".[").split("\\.")).iterator();
        while (node != null && steps.hasNext()) {
            String step = steps.next();
            if (step.isEmpty()) {
                continue;
            }
            Node found = null;
            if (node instanceof SequenceNode sequence && step.startsWith("[")) {
                found = element(sequence, step);
                line = found == null ? line : found.getStartMark().getLine() + 1;
            } else if (node instanceof MappingNode mapping) {
                for (NodeTuple tuple : mapping.getValue()) {
                    if (tuple.getKeyNode() instanceof ScalarNode key
                            && key.getValue().equals(step)) {
                        found = tuple.getValueNode();
                        line = key.getStartMark().getLine() + 1;
                    }
                }
            }
            node = found;
        }
        return line;
    }

    private static @Nullable Node element(SequenceNode sequence, String step) {
        int index = Integer.parseInt(step.substring(1, step.length() - 1));
        List<Node> elements = sequence.getValue();
        return index < elements.size() ? elements.get(index) : null;
    }
}
