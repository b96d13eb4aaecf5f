package io.hallpulse.contract;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A reason tag (评价标签) that a person may add to a rating, from the dictionary that the provinces share. The first digit of its code is
 * the level that it goes with.
 */
public record Reason(int code, String chinese) {
    /** The most reasons that one level has. */
    public static final int MOST_OF_A_LEVEL = 8;

    private static final int FIRST_DIGIT = 100;

    private static final List<Reason> ACTIVE = List.of(
            new Reason(510, "一窗受理一次办结"),
            new Reason(511, "可以先受理后补材料"),
            new Reason(512, "不用提交证明"),
            new Reason(513, "可以全程网上办理"),
            new Reason(514, "可以使用手机办理"),
            new Reason(515, "可以就近办理"),
            new Reason(516, "无需材料直接办理"),
            new Reason(517, "服务热情效率高"),
            new Reason(406, "填写一张表单就可完成申报"),
            new Reason(407, "在线提交材料窗口核验"),
            new Reason(408, "一张清单告知全部申报材料"),
            new Reason(409, "用告知承诺减免申报材料"),
            new Reason(410, "可以在线预约办理"),
            new Reason(411, "跑大厅一次办完"),
            new Reason(412, "可以使用自助机办理"),
            new Reason(413, "服务态度较好"),
            new Reason(307, "一次性告知需要补正的材料"),
            new Reason(308, "提供申报材料样本"),
            new Reason(309, "在承诺的时间内办结"),
            new Reason(310, "办事指南指引准确"),
            new Reason(311, "按办事指南要求的材料即可办理"),
            new Reason(312, "可以快递送达"),
            new Reason(313, "跑动次数与承诺的一致"),
            new Reason(314, "服务态度一般"),
            new Reason(207, "没有提供材料样本"),
            new Reason(208, "没有提供材料清单"),
            new Reason(209, "未在承诺时间内办结"),
            new Reason(210, "同样内容的证明材料被要求多次提交"),
            new Reason(211, "承诺网办但无法在线办理"),
            new Reason(212, "在线预约办理后到实体大厅重复取号排队"),
            new Reason(213, "窗口人员业务不熟练"),
            new Reason(214, "服务态度生硬"),
            new Reason(108, "在办事指南之外增加新的审批条件"),
            new Reason(109, "需提供办事指南之外的申报材料"),
            new Reason(110, "无理由超过法定办理时间"),
            new Reason(111, "办事指南提供样本有错"),
            new Reason(112, "承诺在线收取申报材料实际无法收取"),
            new Reason(113, "多头跑窗口和部门"),
            new Reason(114, "跑动次数与承诺的不一致"),
            new Reason(115, "服务态度差效率低"));

    /** Read from older devices, and never written. */
    private static final Set<Integer> RETIRED = Stream.of(
                    IntStream.rangeClosed(501, 509),
                    IntStream.of(401, 402, 404, 405),
                    IntStream.rangeClosed(301, 306),
                    IntStream.rangeClosed(201, 206),
                    IntStream.rangeClosed(101, 107))
            .flatMapToInt(codes -> codes)
            .boxed()
            .collect(Collectors.toUnmodifiableSet());

    /** The reasons of a level, in the order of their codes. */
    public static List<Reason> of(int level) {
        return ACTIVE.stream().filter(reason -> level(reason.code()) == level).toList();
    }

    /** The level that a code goes with, whether it is known or not. */
    public static int level(int code) {
        return code / FIRST_DIGIT;
    }

    /** Whether the dictionary has the code, retired ones included. */
    public static boolean isKnown(int code) {
        return ACTIVE.stream().anyMatch(reason -> reason.code() == code) || RETIRED.contains(code);
    }
}
