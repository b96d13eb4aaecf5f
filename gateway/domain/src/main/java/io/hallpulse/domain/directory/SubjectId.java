package io.hallpulse.domain.directory;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names a subject of assessments (评议对象): whoever is assessed, in one directory for all schemes. Halls, windows, departments and staff are
 * subjects as they stand in the directory; units and offices have a table of their own.
 *
 * @param kind one of {@link #KINDS}
 * @param hall of a window; empty for the other kinds
 * @param id unique among its kind, that of a window in its hall
 */
public record SubjectId(String kind, String hall, String id) {
    public static final String UNIT = "unit";
    public static final String OFFICE = "office";
    public static final String DEPARTMENT = "department";
    public static final String HALL = "hall";
    public static final String WINDOW = "window";
    public static final String STAFF = "staff";

    public static final List<String> KINDS = List.of(UNIT, OFFICE, DEPARTMENT, HALL, WINDOW, STAFF);

    public SubjectId {
        if (!KINDS.contains(kind)) {
            throw new IllegalArgumentException("a subject's kind is one of " + KINDS + ", not " + kind);
        }
        if (kind.equals(WINDOW) == hall.isEmpty()) {
            throw new IllegalArgumentException(
                    kind + ' ' + id + ": a window is named with its hall, all others without");
        }
    }

    public static SubjectId of(String kind, String id) {
        return new SubjectId(kind, "", id);
    }

    public static SubjectId window(String hall, String id) {
        return new SubjectId(WINDOW, hall, id);
    }

    /** How ties may name a subject: itself, all that it belongs to, and the hall of a window whose department is another's. */
    public static Set<String> names(Collection<SubjectId> lineage) {
        Set<String> names = new HashSet<>();
        for (SubjectId one : lineage) {
            names.add(one.toString());
            if (!one.hall().isEmpty()) {
                names.add(of(HALL, one.hall()).toString());
            }
        }
        return names;
    }

    /** As a declared interest is written: {@code unit:tax}, {@code window:north/A03}. */
    @Override
    public String toString() {
        return kind + ':' + (hall.isEmpty() ? "" : hall + '/') + id;
    }
}
