package io.hallpulse.web.rate;

import java.util.Map;

/** The reason tags in English; their Chinese is the provinces' own. */
final class ReasonText {
    private static final Map<Integer, String> ENGLISH = Map.ofEntries(
            Map.entry(510, "One counter took it all and finished it at once"),
            Map.entry(511, "Accepted first, papers could follow later"),
            Map.entry(512, "No certificates were asked for"),
            Map.entry(513, "All of it can be done online"),
            Map.entry(514, "It can be done by phone"),
            Map.entry(515, "It can be done near home"),
            Map.entry(516, "Done at once without any papers"),
            Map.entry(517, "Warm and efficient service"),
            Map.entry(406, "One form was enough to apply"),
            Map.entry(407, "Papers sent online, only checked at the counter"),
            Map.entry(408, "One list named all papers"),
            Map.entry(409, "A written promise replaced papers"),
            Map.entry(410, "It can be booked online"),
            Map.entry(411, "One visit to the hall was enough"),
            Map.entry(412, "A self-service machine can do it"),
            Map.entry(413, "Good attitude"),
            Map.entry(307, "Told at once which papers were missing"),
            Map.entry(308, "Samples of the papers were given"),
            Map.entry(309, "Finished within the promised time"),
            Map.entry(310, "The guide was accurate"),
            Map.entry(311, "Only the papers of the guide were needed"),
            Map.entry(312, "The result can be sent by courier"),
            Map.entry(313, "As many visits as promised"),
            Map.entry(314, "Ordinary attitude"),
            Map.entry(207, "No samples of the papers"),
            Map.entry(208, "No list of the papers"),
            Map.entry(209, "Not finished within the promised time"),
            Map.entry(210, "The same proof was asked for several times"),
            Map.entry(211, "Promised online, but not possible online"),
            Map.entry(212, "Booked online, yet had to queue again in the hall"),
            Map.entry(213, "Staff did not know the work well"),
            Map.entry(214, "Curt attitude"),
            Map.entry(108, "Conditions were added beyond the guide"),
            Map.entry(109, "Papers were asked for beyond the guide"),
            Map.entry(110, "Over the legal time without a reason"),
            Map.entry(111, "The samples in the guide were wrong"),
            Map.entry(112, "Papers promised online could not be sent online"),
            Map.entry(113, "Sent between several counters and offices"),
            Map.entry(114, "More visits than promised"),
            Map.entry(115, "Bad attitude and slow work"));

    private ReasonText() {}

    static String english(int code) {
        return ENGLISH.getOrDefault(code, String.valueOf(code));
    }
}
