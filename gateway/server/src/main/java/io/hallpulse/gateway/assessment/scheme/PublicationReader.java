package io.hallpulse.gateway.assessment.scheme;

import io.hallpulse.domain.assessment.scheme.Publication;
import io.hallpulse.runtime.config.YamlValue;
import java.util.LinkedHashSet;
import java.util.List;

/** Reads what leaves the house. */
final class PublicationReader {
    private static final int MANY = 1_000_000;

    private final Values values;

    PublicationReader(Values values) {
        this.values = values;
    }

    Publication publication(YamlValue value) {
        Section section = values.section(value, "id show rows columns audience approve", "hold");
        return new Publication(
                section.read("id", values::id, ""),
                section.read("show", one -> values.word(one, Publication.Show.class), Publication.Show.LIST),
                section.read("rows", this::rows, new Publication.Rows.All()),
                section.read("columns", one -> values.words(one, Publication.Column.class), List.of()),
                new LinkedHashSet<>(
                        section.read("audience", one -> values.words(one, Publication.Audience.class), List.of())),
                new LinkedHashSet<>(section.read("approve", values::roles, List.of())),
                section.readOrNull("hold", values::limit));
    }

    private Publication.Rows rows(YamlValue value) {
        Section section = values.section(value, "", "rank all listed own flow");
        if (value.isMapping() && value.entries().size() != 1) {
            values.fault(value, "says in one way which rows there are; write one of rank, all, listed, own and flow");
        }
        for (String flag : List.of("all", "listed", "own")) {
            section.readOrNull(flag, one -> {
                values.only(one, "true");
                return one;
            });
        }
        if (section.has("rank")) {
            return section.read("rank", this::ranks, new Publication.Rows.All());
        }
        if (section.has("flow")) {
            return new Publication.Rows.OfFlows(section.read("flow", values::idsOrOne, List.of()));
        }
        if (section.has("listed")) {
            return new Publication.Rows.Listed();
        }
        return section.has("own") ? new Publication.Rows.Own() : new Publication.Rows.All();
    }

    private Publication.Rows ranks(YamlValue value) {
        Section section = values.section(value, "to", "from");
        int from = section.read("from", one -> values.whole(one, 1, MANY), 1);
        return new Publication.Rows.RankBetween(from, section.read("to", one -> values.whole(one, from, MANY), from));
    }
}
