package io.hallpulse.runtime.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * The tree of one YAML document in which every value still prints as it is written. YAML itself would make 8 of {@code 010},
 * false of {@code no} and 750 of {@code 12:30}; here only what reads the same as a number, {@code true} or {@code false} is
 * one, and all else is text. What could stand for other text than it shows is refused: anchors, aliases, tags, a second
 * document, a key that stands twice, plain text that runs on in the next line.
 */
final class YamlTree {
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,18}\\.\\d{1,18}");
    private static final String WIDE_COLON = "：";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Deeper than any file of ours; a reader's own calls go as deep as the text does. */
    private static final int DEEPEST = 50;

    private final Iterator<Event> events;
    /** Of each mapping and list, the lines, from 1, of its keys or elements in their order. */
    private final IdentityHashMap<JsonNode, List<Integer>> lines = new IdentityHashMap<>();

    private int depth;

    private YamlTree(String text) {
        events = new Yaml(new LoaderOptions()).parse(new StringReader(text)).iterator();
    }

    /**
     * Reads a document; a missing node for an empty one.
     *
     * @throws YamlFault with the line at fault
     */
    static JsonNode read(String text) {
        return readWithLines(text).root();
    }

    /** A document, and where its parts stand: of each mapping and list, by identity, the lines of its keys or elements in their order. */
    record Located(JsonNode root, IdentityHashMap<JsonNode, List<Integer>> lines) {}

    /** As {@link #read}, with the lines. */
    static Located readWithLines(String text) {
        try {
            YamlTree tree = new YamlTree(text);
            JsonNode root = tree.document();
            return new Located(root, tree.lines);
        } catch (MarkedYAMLException e) {
            throw YamlFault.of(e, text);
        } catch (YAMLException e) {
            throw new YamlFault(YamlFault.lineOfForeignCharacter(text), String.valueOf(e.getMessage()));
        }
    }

    private JsonNode document() {
        JsonNode root = MissingNode.getInstance();
        boolean found = false;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof DocumentStartEvent) {
                if (found) {
                    throw fault(event, "a second document begins here; keep one, without '---' between");
                }
                found = true;
                root = node(events.next());
            }
        }
        return root;
    }

    private JsonNode node(Event event) {
        if (event instanceof AliasEvent alias) {
            throw fault(
                    event, "the alias '*" + alias.getAnchor() + "' is not taken; write the value out, or in quotes");
        }
        if (event instanceof NodeEvent named && named.getAnchor() != null) {
            throw fault(
                    event, "the anchor '&" + named.getAnchor() + "' is not taken; leave it out, or write it in quotes");
        }
        if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar, scalar.getTag());
            return scalar(scalar);
        }
        if (event instanceof SequenceStartEvent sequence) {
            refuseTag(sequence, sequence.getTag());
            return nested(event);
        }
        refuseTag(event, ((MappingStartEvent) event).getTag());
        return nested(event);
    }

    private JsonNode nested(Event event) {
        if (++depth > DEEPEST) {
            throw fault(event, "brackets stand in each other more than " + DEEPEST + " deep; close them");
        }
        JsonNode node = event instanceof SequenceStartEvent ? list() : mapping();
        depth--;
        return node;
    }

    private static void refuseTag(Event event, @Nullable String tag) {
        if (tag != null) {
            throw fault(event, "the tag '" + tag + "' is not taken; leave it out, and put text in quotes");
        }
    }

    private ArrayNode list() {
        ArrayNode list = NODES.arrayNode();
        List<Integer> places = new ArrayList<>();
        lines.put(list, places);
        for (Event next = events.next(); !next.is(Event.ID.SequenceEnd); next = events.next()) {
            places.add(lineOf(next));
            list.add(node(next));
        }
        return list;
    }

    private ObjectNode mapping() {
        ObjectNode mapping = NODES.objectNode();
        List<Integer> places = new ArrayList<>();
        lines.put(mapping, places);
        for (Event next = events.next(); !next.is(Event.ID.MappingEnd); next = events.next()) {
            node(next); // which refuses what no key may be either
            if (!(next instanceof ScalarEvent key)) {
                throw fault(next, "a key is a single word here, not a list or a mapping");
            }
            if (mapping.has(key.getValue())) {
                throw fault(next, "the key '" + key.getValue() + "' stands twice; keep one");
            }
            places.add(lineOf(next));
            mapping.set(key.getValue(), node(events.next()));
        }
        return mapping;
    }

    private static JsonNode scalar(ScalarEvent event) {
        String written = event.getValue();
        if (event.getScalarStyle() != ScalarStyle.PLAIN) {
            return TextNode.valueOf(written);
        }
        if (event.getEndMark().getLine() > event.getStartMark().getLine()) {
            throw fault(
                    event,
                    "'" + written + "' runs over several lines; "
                            + (written.contains(WIDE_COLON) ? YamlFault.WIDE_COLON : YamlFault.COLON)
                            + ", or put the text in quotes");
        }
        return switch (written) {
            case "", "~", "null" -> NullNode.getInstance();
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            default -> numberOrText(written);
        };
    }

    private static JsonNode numberOrText(String written) {
        if (WHOLE.matcher(written).matches()) {
            long number = Long.parseLong(written);
            if (Long.toString(number).equals(written)) {
                return LongNode.valueOf(number);
            }
        } else if (DECIMAL.matcher(written).matches()) {
            BigDecimal number = new BigDecimal(written);
            if (number.toString().equals(written)) {
                return DecimalNode.valueOf(number);
            }
        }
        return TextNode.valueOf(written);
    }

    private static YamlFault fault(Event event, String problem) {
        return new YamlFault(lineOf(event), problem);
    }

    private static int lineOf(Event event) {
        return event.getStartMark().getLine() + 1;
    }
}
