package io.hallpulse.agent.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Writes the key map of an input into the text of a {@code terminal.yaml}, and leaves every other byte of it as it was. A map in
 * braces is written anew; one with a key a line keeps its lines and their comments; a missing one is put below the window's id.
 */
public final class KeyMapText {
    private static final String KEYS = "keys";
    /** What a key means that is no level's. */
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9]*");

    private final String text;
    private final String lineBreak;

    /** @param text of a file that need not be complete, but has to be YAML */
    public KeyMapText(String text) {
        this.text = text;
        this.lineBreak = text.contains("\r\n") ? "\r\n" : "\n";
    }

    /** A part of the text and what stands there from now on. */
    private record Edit(int from, int to, String replacement) {}

    /** The ids of the inputs, in their order. */
    public List<String> inputs() {
        return inputNodes().stream()
                .map(input -> scalar(input, "id").map(ScalarNode::getValue).orElse(""))
                .toList();
    }

    /** The keys that an input's pins are named by; empty where it is no panel of pins. */
    public List<String> pinKeys(String input) {
        return find(input)
                .flatMap(node -> value(node, "gpio"))
                .flatMap(gpio -> value(gpio, "pins"))
                .filter(MappingNode.class::isInstance)
                .map(pins -> ((MappingNode) pins)
                        .getValue().stream().map(KeyMapText::key).toList())
                .orElse(List.of());
    }

    /** The protocol of an input's meter; empty where it has no serial line. */
    public String protocol(String input) {
        return find(input)
                .flatMap(node -> value(node, "serial"))
                .flatMap(serial -> scalar(serial, "protocol"))
                .map(ScalarNode::getValue)
                .orElse("");
    }

    /**
     * The text with another key map for an input. A key that is no level's and has a word for its meaning, such as the clerk's, keeps it.
     *
     * @throws IllegalArgumentException with one line, when it has no such input
     */
    public String with(String input, Map<String, Integer> levels) {
        MappingNode node = (MappingNode) find(input)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no input '" + input + "'; it has: " + String.join(", ", inputs())));
        Map<String, String> keys = new LinkedHashMap<>();
        levels.forEach((key, level) -> keys.put(key, level.toString()));
        Node map = value(node, KEYS).orElse(null);
        if (map == null) {
            return apply(List.of(missing(node, keys)));
        }
        if (map instanceof MappingNode present) {
            present.getValue().stream()
                    .filter(entry -> entry.getValueNode() instanceof ScalarNode word
                            && WORD.matcher(word.getValue()).matches())
                    .forEach(entry -> keys.putIfAbsent(key(entry), ((ScalarNode) entry.getValueNode()).getValue()));
        }
        if (map instanceof MappingNode lines && lines.getFlowStyle() == FlowStyle.BLOCK) {
            return apply(lineByLine(lines, keys));
        }
        boolean empty = map instanceof ScalarNode scalar && scalar.getValue().isEmpty();
        int from = at(map.getStartMark());
        return apply(List.of(new Edit(from, empty ? from : at(map.getEndMark()), (empty ? " " : "") + flow(keys))));
    }

    private Edit missing(MappingNode input, Map<String, String> keys) {
        if (input.getFlowStyle() == FlowStyle.FLOW) {
            int inside = at(input.getStartMark()) + 1;
            return new Edit(inside, inside, KEYS + ": " + flow(keys) + ", ");
        }
        ScalarNode above = scalar(input, "window").or(() -> scalar(input, "id")).orElseThrow();
        String indent =
                " ".repeat(input.getValue().get(0).getKeyNode().getStartMark().getColumn());
        int end = endOfLine(at(above.getEndMark()));
        return new Edit(end, end, lineBreak + indent + KEYS + ": " + flow(keys));
    }

    private List<Edit> lineByLine(MappingNode lines, Map<String, String> keys) {
        List<Edit> edits = new ArrayList<>();
        Map<String, String> left = new LinkedHashMap<>(keys);
        int end = 0;
        String indent = "";
        for (NodeTuple entry : lines.getValue()) {
            Node level = entry.getValueNode();
            int from = at(entry.getKeyNode().getStartMark());
            end = endOfLine(at(level.getEndMark()));
            indent = " ".repeat(entry.getKeyNode().getStartMark().getColumn());
            String learned = left.remove(key(entry));
            if (learned == null) {
                edits.add(new Edit(from - indent.length(), Math.min(text.length(), end + lineBreak.length()), ""));
            } else {
                String space =
                        level.getStartMark().getIndex() == level.getEndMark().getIndex() ? " " : "";
                edits.add(new Edit(at(level.getStartMark()), at(level.getEndMark()), space + learned));
            }
        }
        StringBuilder added = new StringBuilder();
        for (Map.Entry<String, String> entry : left.entrySet()) {
            added.append(indent).append(quoted(entry.getKey())).append(": ").append(entry.getValue());
            added.append(lineBreak);
        }
        boolean lastLineIsOpen = end == text.length();
        int below = Math.min(text.length(), end + lineBreak.length());
        edits.add(new Edit(below, below, (lastLineIsOpen && !added.isEmpty() ? lineBreak : "") + added));
        return edits;
    }

    private String apply(List<Edit> edits) {
        StringBuilder edited = new StringBuilder(text);
        edits.stream()
                .sorted(Comparator.comparingInt(Edit::from)
                        .thenComparingInt(Edit::to)
                        .reversed())
                .forEach(edit -> edited.replace(edit.from(), edit.to(), edit.replacement()));
        return edited.toString();
    }

    private static String flow(Map<String, String> keys) {
        return keys.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** As YAML text, whatever it holds. */
    public static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private Optional<Node> find(String id) {
        return inputNodes().stream()
                .filter(input -> scalar(input, "id")
                        .filter(node -> node.getValue().equals(id))
                        .isPresent())
                .findFirst();
    }

    private List<Node> inputNodes() {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            return value(root, "inputs")
                    .filter(SequenceNode.class::isInstance)
                    .map(inputs -> ((SequenceNode) inputs).getValue())
                    .orElse(List.of());
        } catch (YAMLException e) {
            return List.of(); // reading it as a configuration shows where it is broken
        }
    }

    private static Optional<ScalarNode> scalar(Node mapping, String key) {
        return value(mapping, key).filter(ScalarNode.class::isInstance).map(ScalarNode.class::cast);
    }

    private static Optional<Node> value(Node mapping, String key) {
        return mapping instanceof MappingNode node
                ? node.getValue().stream()
                        .filter(entry -> key(entry).equals(key))
                        .map(NodeTuple::getValueNode)
                        .findFirst()
                : Optional.empty();
    }

    private static String key(NodeTuple entry) {
        return entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
    }

    /** Marks count code points. */
    private int at(Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }

    private int endOfLine(int from) {
        int end = text.indexOf(lineBreak, from);
        return end < 0 ? text.length() : end;
    }
}
