package io.hallpulse.web.audit;

import io.hallpulse.web.Words;
import io.hallpulse.web.people.PeopleView;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the record, the newest entries first.
 *
 * @param zone by whose clock times are told
 * @param who a part of a name that is searched for, empty for all
 * @param object a part of what was changed, empty for all
 * @param from the first day that is wanted, empty for all
 * @param to the last day that is wanted, empty for all
 * @param error what cannot be searched for, null where all can
 * @param page this page, from 1
 * @param pages how many there are
 * @param found how many entries are on all of them
 */
public record AuditView(
        List<Line> entries,
        ZoneId zone,
        String who,
        String object,
        String from,
        String to,
        @Nullable String error,
        int page,
        int pages,
        long found) {
    public AuditView {
        entries = List.copyOf(entries);
    }

    /** An entry, with what it changed. */
    public record Line(long n, Instant at, String who, String role, String what, String object, List<Part> parts) {
        public Line {
            parts = List.copyOf(parts);
        }

        /** What was done. */
        public String what(Words t) {
            return switch (what.substring(what.lastIndexOf('.') + 1)) {
                case "add" -> t.of("新增", "Added");
                case "change" -> t.of("修改", "Changed");
                case "remove" -> t.of("去掉", "Removed");
                case "order" -> t.of("调整顺序", "Reordered");
                case "roles" -> t.of("更改角色", "Changed the roles");
                case "password" -> t.of("更改密码", "Changed the password");
                case "forget" -> t.of("移出列表", "Took off the list");
                case "in" -> t.of("上岗", "Signed in");
                case "out" -> t.of("离岗", "Signed out");
                case "read" -> t.of("查阅", "Read");
                default -> what;
            };
        }

        /** Whether it came from the configuration file at a start. */
        public boolean isImport() {
            return what.startsWith("import.");
        }

        public String role(Words t) {
            if (role.equals("command")) {
                return t.of("命令", "Command");
            }
            return PeopleView.ROLES.contains(role) ? PeopleView.role(t, role) : role;
        }
    }

    /**
     * A part of what was changed.
     *
     * @param name of a member, empty where the whole is one text
     * @param before empty where it was not there
     * @param after empty where it is no more
     */
    public record Part(String name, String before, String after) {}
}
