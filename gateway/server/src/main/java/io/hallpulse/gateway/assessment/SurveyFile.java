package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.fact.Statement;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.directory.Csv;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Answers of a survey as lines of CSV: a form a line, with {@code subject} and a column for each question; or counts, with {@code subject},
 * {@code question}, {@code answer} and {@code count}. Either may have a {@code day}.
 */
final class SurveyFile {
    private static final String SUBJECT = "subject";
    private static final String DAY = "day";
    private static final List<String> COUNTS = List.of(SUBJECT, "question", "answer", "count");

    private final Scheme scheme;
    private final Set<String> subjects;
    private final String source;
    private final LocalDate otherwise;
    private final List<Surveys.Fault> faults = new ArrayList<>();
    private final List<FactDraft> facts = new ArrayList<>();

    private SurveyFile(Scheme scheme, Set<String> subjects, String source, LocalDate otherwise) {
        this.scheme = scheme;
        this.subjects = subjects;
        this.source = source;
        this.otherwise = otherwise;
    }

    /**
     * What a file says, and what is wrong with it.
     *
     * @param otherwise the day of a line that names none
     */
    static Surveys.Read read(Scheme scheme, Set<String> subjects, String source, LocalDate otherwise, String text) {
        SurveyFile file = new SurveyFile(scheme, subjects, source, otherwise);
        List<Csv.Line> lines =
                Csv.read(text).stream().filter(line -> !line.isBlank()).toList();
        List<String> head = lines.isEmpty()
                ? List.of()
                : lines.get(0).cells().stream()
                        .map(cell -> cell.replace("\uFEFF", "").strip())
                        .toList();
        if (!head.contains(SUBJECT)) {
            file.faults.add(new Surveys.Fault(1, "the first line names the columns; one of them is 'subject'"));
        } else if (head.containsAll(COUNTS)) {
            file.counts(head, lines.subList(1, lines.size()));
        } else {
            file.forms(head, lines.subList(1, lines.size()));
        }
        return new Surveys.Read(file.facts, file.faults);
    }

    private void forms(List<String> head, List<Csv.Line> lines) {
        for (Csv.Line line : lines) {
            Map<String, String> cells = cells(head, line.cells());
            Map<String, String> answers = new HashMap<>(cells);
            answers.remove(SUBJECT);
            answers.remove(DAY);
            answers.values().removeIf(String::isEmpty);
            if (answers.isEmpty()) {
                faults.add(new Surveys.Fault(line.number(), "nothing is answered; take the line out"));
            } else {
                add(
                        line.number(),
                        cells.getOrDefault(SUBJECT, ""),
                        new FactValue.Answers(answers),
                        cells.getOrDefault(DAY, ""));
            }
        }
    }

    /** What was counted of one subject on one day. */
    private record Counted(String subject, String day) {}

    private void counts(List<String> head, List<Csv.Line> lines) {
        Map<Counted, Map<String, Map<String, Long>>> sums = new LinkedHashMap<>();
        Map<Counted, Integer> first = new HashMap<>();
        for (Csv.Line line : lines) {
            Map<String, String> cells = cells(head, line.cells());
            Counted counted = new Counted(cells.getOrDefault(SUBJECT, ""), cells.getOrDefault(DAY, ""));
            String question = cells.getOrDefault("question", "");
            String answer = cells.getOrDefault("answer", "");
            String count = cells.getOrDefault("count", "");
            FactValue.Answers one = new FactValue.Answers(Map.of(question, answer));
            Optional<String> fault = count.matches("[0-9]{1,9}")
                    ? Statement.fault(scheme, subjects, source, counted.subject(), one, false)
                    : Optional.of("count: '" + count + "' is no whole number from 0 on");
            if (fault.isPresent()) {
                faults.add(new Surveys.Fault(line.number(), fault.get()));
                continue;
            }
            first.putIfAbsent(counted, line.number());
            Long before = sums.computeIfAbsent(counted, key -> new LinkedHashMap<>())
                    .computeIfAbsent(question, key -> new LinkedHashMap<>())
                    .put(answer, Long.valueOf(count));
            if (before != null) {
                faults.add(new Surveys.Fault(
                        line.number(), question + " " + answer + " of " + counted.subject() + " stands twice"));
            }
        }
        sums.forEach((counted, counts) -> add(
                first.getOrDefault(counted, 1), counted.subject(), new FactValue.AnswerCounts(counts), counted.day()));
    }

    private static Map<String, String> cells(List<String> head, List<String> row) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(head.size(), row.size()); i++) {
            cells.put(head.get(i), row.get(i).strip());
        }
        return cells;
    }

    private void add(int line, String subject, FactValue value, String day) {
        Optional<String> fault = Statement.fault(scheme, subjects, source, subject, value, false);
        try {
            if (fault.isPresent()) {
                faults.add(new Surveys.Fault(line, fault.get()));
            } else {
                LocalDate date = day.isEmpty() ? otherwise : LocalDate.parse(day);
                facts.add(new FactDraft(source, subject, value, date, null));
            }
        } catch (DateTimeException e) {
            faults.add(new Surveys.Fault(line, "day: '" + day + "' is no day such as 2026-11-22"));
        }
    }
}
