package io.hallpulse.gateway.alarm;

import io.hallpulse.contract.message.HallAlarms.Text;
import io.hallpulse.domain.alarm.AlarmKind;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.outbound.OutgoingMail;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The words of a mail about alarms, Chinese first. Of one that opened and closed meanwhile it says that it is closed. */
final class MailText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final String PAGE = "/console/alarms";
    private static final int LONGEST_CAUSE = 60;

    private final Comparator<AlarmMessage> gravest;
    private final Supplier<Halls> halls;

    /** @param urgent kinds that come first, before the order of all kinds */
    MailText(Set<AlarmKind> urgent, Supplier<Halls> halls) {
        this.gravest = Comparator.comparing((AlarmMessage message) -> !urgent.contains(message.kind()))
                .thenComparing(AlarmMessage::kind);
        this.halls = halls;
    }

    /** That of some messages, at least one. */
    OutgoingMail of(List<AlarmMessage> messages) {
        List<AlarmMessage> closed = messages.stream()
                .filter(message -> !message.opened())
                .sorted(gravest)
                .toList();
        Set<Long> over = closed.stream().map(message -> message.alarm().id()).collect(Collectors.toSet());
        List<AlarmMessage> opened = messages.stream()
                .filter(message ->
                        message.opened() && !over.contains(message.alarm().id()))
                .sorted(gravest)
                .toList();
        Text cause = (opened.isEmpty() ? closed : opened).get(0).alarm().cause();
        AlarmMessage last = messages.get(messages.size() - 1);
        return new OutgoingMail(
                messages.get(0).id() + "." + last.id() + "@hallpulse",
                new Language(true).count(opened, closed) + "：" + shortened(cause.zh()) + " / "
                        + new Language(false).count(opened, closed) + ": " + shortened(cause.en()),
                new Language(true).part(last.gateway(), opened, closed) + "\n----\n\n"
                        + new Language(false).part(last.gateway(), opened, closed));
    }

    /** A text of a terminal or of a topic in one line, so that it cannot pass for another line or another header. */
    private static String line(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ");
    }

    private static String shortened(String text) {
        String line = line(text);
        int length = line.codePointCount(0, line.length());
        return length <= LONGEST_CAUSE ? line : line.substring(0, line.offsetByCodePoints(0, LONGEST_CAUSE)) + "…";
    }

    /** One of the two in which a mail says the same. */
    private final class Language {
        private final boolean chinese;

        Language(boolean chinese) {
            this.chinese = chinese;
        }

        private String of(String zh, String en) {
            return chinese ? zh : en;
        }

        private String of(Text text) {
            return line(of(text.zh(), text.en()));
        }

        String count(List<AlarmMessage> opened, List<AlarmMessage> closed) {
            String alarms =
                    of("报警 " + opened.size() + " 条", opened.size() + (opened.size() == 1 ? " alarm" : " alarms"));
            String over = of("关闭 " + closed.size() + " 条", closed.size() + " closed");
            return closed.isEmpty() ? alarms : opened.isEmpty() ? over : alarms + of("，", ", ") + over;
        }

        String part(String gateway, List<AlarmMessage> opened, List<AlarmMessage> closed) {
            StringBuilder text = new StringBuilder();
            list(text, of("新报警", "Opened"), opened);
            list(text, of("已关闭", "Closed"), closed);
            return text.append(of("网关 ", "Gateway ") + gateway + of("，控制台页面 ", ", page of the console: ") + PAGE + "\n")
                    .toString();
        }

        private void list(StringBuilder text, String title, List<AlarmMessage> messages) {
            if (!messages.isEmpty()) {
                text.append(title).append("\n\n");
            }
            for (AlarmMessage message : messages) {
                AlarmMessage.Body alarm = message.alarm();
                Instant closed = alarm.closed();
                ZoneId zone = Messages.zone(halls.get(), alarm.hall());
                text.append("* ").append(of(alarm.cause())).append('\n');
                text.append("  ")
                        .append(of("自 ", "since "))
                        .append(TIME.format(alarm.since().atZone(zone)));
                text.append(of(" 起", ""));
                if (closed != null) {
                    String at = TIME.format(closed.atZone(zone));
                    text.append(of("，" + at + " 关闭", ", closed " + at));
                }
                if (alarm.count() > 1) {
                    text.append(of("，共 " + alarm.count() + " 次", ", " + alarm.count() + " times"));
                }
                text.append('\n');
                if (closed == null) {
                    text.append("  ").append(of(alarm.mend())).append('\n');
                }
                text.append('\n');
            }
        }
    }
}
